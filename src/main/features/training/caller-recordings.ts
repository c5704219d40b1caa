import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from '../../../shared/domain/scenario.ts';
import type { ScenarioId } from '../../../shared/ids.ts';
import {
  callerRecordingsFolder,
  lineOfRecording,
  maxCallerRecordingBytes,
  recordingFault,
  type CallerRecordings as Listing,
  type RecordingFault,
} from '../../../shared/training/caller-recording.ts';
import type { Log } from '../../log.ts';

/** A centre's own recordings of what its practice callers say. The folder is looked at anew each time: nothing has to be told. */
export interface CallerRecordings {
  list(): Promise<Listing>;
  /** The sound of a line, whole; undefined where there is none that can be played. */
  read(scenarioId: ScenarioId, line: number): Promise<Buffer | undefined>;
}

export interface CallerRecordingsOptions {
  readonly profileFolder: string;
  readonly scenarios: () => Promise<readonly Scenario[]>;
  readonly log: Log;
}

interface Found {
  readonly path: string;
  readonly scenarioId: ScenarioId;
  readonly line: number;
}

/** What the page is told of; a folder with more that is wrong is looked through with the checker. */
const faultsTold = 200;

export function createCallerRecordings(options: CallerRecordingsOptions): CallerRecordings {
  const folder = join(options.profileFolder, callerRecordingsFolder);
  /** Whether a file can be played, by name, size and time: a file that did not change is not read again. */
  const judged = new Map<string, { readonly state: string; readonly fault: RecordingFault | undefined }>();

  const faultOf = async (path: string): Promise<RecordingFault | undefined> => {
    try {
      const { size, mtimeMs } = await stat(join(folder, path));
      const state = `${String(size)} ${String(mtimeMs)}`;
      const known = judged.get(path);
      if (known?.state === state) return known.fault;
      const fault = size > maxCallerRecordingBytes ? 'tooLarge' : recordingFault(await readFile(join(folder, path)));
      judged.set(path, { state, fault });
      if (fault) options.log.warn('recording of a practice caller left out', { file: path, reason: fault });
      return fault;
    } catch {
      // Taken away, or not to be read by this user.
      return 'broken';
    }
  };

  const look = async (): Promise<{ found: Found[]; leftOut: Listing['leftOut'] }> => {
    const scenarios = await options.scenarios();
    const found: Found[] = [];
    const leftOut: Listing['leftOut'] = [];
    for (const path of await filesBelow(folder)) {
      const place = lineOfRecording(path, scenarios);
      if (typeof place === 'string') {
        leftOut.push({ file: path, fault: place });
        continue;
      }
      const isTwice = found.some(({ scenarioId, line }) => scenarioId === place.scenarioId && line === place.line);
      const fault = (await faultOf(path)) ?? (isTwice ? 'twice' : undefined);
      if (fault) leftOut.push({ file: path, fault });
      else found.push({ path, ...place });
    }
    return { found, leftOut };
  };

  return {
    list: async () => {
      const { found, leftOut } = await look();
      const ids = [...new Set(found.map(({ scenarioId }) => scenarioId))];
      return {
        found: ids.map((scenarioId) => ({
          scenarioId,
          lines: found.filter((entry) => entry.scenarioId === scenarioId).map(({ line }) => line),
        })),
        leftOut: leftOut.slice(0, faultsTold),
      };
    },
    read: async (scenarioId, line) => {
      const { found } = await look();
      const file = found.find((entry) => entry.scenarioId === scenarioId && entry.line === line);
      return file && readFile(join(folder, file.path)).catch(() => undefined);
    },
  };
}

/** In the order of their names, with slashes on every system. A folder that is not there is empty. */
async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ parentPath, name }) =>
        join(parentPath, name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
