import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { deviceIdSchema, type DeviceId } from '../../shared/ids.ts';
import { readJson, writeJsonAtomically } from './atomic-file.ts';

const deviceFileSchema = z.object({ deviceId: deviceIdSchema });
/** What a seat's key file tells of its device; the rest of it is the store's. */
const keyFileSchema = z.object({ body: z.string() });
const keyBodySchema = deviceFileSchema.extend({ generation: z.number() });

/**
 * The installation's id, made once per profile folder. One that can't be read is found again in the seats, whose ticket
 * numbers, author keys and offline terms the centre gave to that id; without a seat a new one is as good.
 */
export function loadDeviceId(folder: string): DeviceId {
  const path = join(folder, 'device.json');
  const known = deviceFileSchema.safeParse(readJson(path)?.value);
  if (known.success) return known.data.deviceId;
  const found = deviceFileSchema.parse({ deviceId: deviceIdOfSeats(join(folder, 'seats')) ?? uuidv7() });
  writeJsonAtomically(path, found);
  return found.deviceId;
}

/** That of the seat written most often, should they differ. */
function deviceIdOfSeats(folder: string): DeviceId | undefined {
  const bodies = listFiles(folder)
    .filter((name) => /\.key-[ab]\.json$/.test(name))
    .flatMap((name) => {
      const file = keyFileSchema.safeParse(readJson(join(folder, name))?.value).data;
      const body = file && keyBodySchema.safeParse(parseJson(file.body)).data;
      return body ? [body] : [];
    });
  return bodies.sort((a, b) => b.generation - a.generation)[0]?.deviceId;
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
