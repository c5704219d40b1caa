import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { deviceIdSchema, type DeviceId } from '../../shared/ids.ts';
import { readJson, writeJsonAtomically } from './atomic-file.ts';

const deviceFileSchema = z.object({ deviceId: deviceIdSchema });

/** The installation's id, made once per profile folder. A file that can't be read is replaced: the centre knows devices only by use. */
export function loadDeviceId(folder: string): DeviceId {
  const path = join(folder, 'device.json');
  const known = deviceFileSchema.safeParse(readJson(path)?.value);
  if (known.success) return known.data.deviceId;
  const made = deviceFileSchema.parse({ deviceId: uuidv7() });
  writeJsonAtomically(path, made);
  return made.deviceId;
}
