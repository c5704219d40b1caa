import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SmsAnswer, SmsPort } from './sms-port.ts';

/** For demos: each message is a file `<id>.json` in a folder, and goes nowhere. */
export function createFolderPort(folder: string): SmsPort {
  return {
    async send(id, number, text): Promise<SmsAnswer> {
      const content = `${JSON.stringify({ id, number, text }, undefined, 2)}\n`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
      } catch (error) {
        return { kind: 'tryAgain', reason: codeOf(error) };
      }
      try {
        await writeFile(join(folder, `${id}.json`), content, { mode: 0o600, flag: 'wx' });
        return { kind: 'accepted' };
      } catch (error) {
        const reason = codeOf(error);
        return reason === 'folder.EEXIST' ? { kind: 'accepted' } : { kind: 'tryAgain', reason };
      }
    },
  };
}

function codeOf(error: unknown): string {
  return `folder.${(error as NodeJS.ErrnoException).code ?? 'failed'}`;
}
