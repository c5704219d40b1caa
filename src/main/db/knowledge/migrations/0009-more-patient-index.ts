import type { Migration } from '../../migrate.ts';
import { patientIndex } from './0008-patient-index.ts';

/** The number of parts that an index may have was raised once more. */
export const morePatientIndex: Migration = { version: 9, name: '0009-more-patient-index', up: patientIndex.up };
