import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a running desk tells a second start on its profile: a line for the user. */
export type ShowAgain = () => Promise<string>;

export type ProfileLock =
  | { readonly kind: 'taken'; release(): void }
  /** Another desk has the profile. `answer` is its line, absent when it did not give one. */
  | { readonly kind: 'busy'; readonly answer?: string };

const waitMs = 5000;

/**
 * One desk per profile, whichever shell carries it. The lock is a named local socket, which the operating system gives
 * back by itself when its holder dies; a token in the profile folder (0600) keeps other users from talking to it.
 */
export async function takeProfile(profileFolder: string, onShow: ShowAgain): Promise<ProfileLock> {
  const address = lockAddress(profileFolder);
  const tokenFile = join(profileFolder, 'instance.token');
  const token = randomBytes(32);
  for (const isLastTry of [false, true]) {
    const server = createServer((socket) => {
      answerSecondStart(socket, token, onShow);
    });
    if (await tryListen(server, address)) {
      writeFileSync(tokenFile, token.toString('base64url'), { mode: 0o600 });
      return {
        kind: 'taken',
        release: () => {
          server.close();
          rmSync(tokenFile, { force: true });
        },
      };
    }
    const answer = await askHolder(address, tokenFile);
    if (answer !== 'nobody') return answer === undefined ? { kind: 'busy' } : { kind: 'busy', answer };
    // A socket file without a holder, left by a kill (only where the platform keeps such files).
    if (!isLastTry && !address.startsWith('\0')) rmSync(address, { force: true });
  }
  return { kind: 'busy' };
}

function lockAddress(profileFolder: string): string {
  const name = `tashi-desk-${createHash('sha256').update(realpathSync(profileFolder)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function tryListen(server: Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(true);
    });
  });
}

function answerSecondStart(socket: Socket, token: Buffer, onShow: ShowAgain): void {
  socket.setTimeout(waitMs, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.once('data', (data) => {
    const shown = Buffer.from(data.toString('utf8').trim(), 'base64url');
    if (shown.length !== token.length || !timingSafeEqual(shown, token)) {
      socket.destroy();
      return;
    }
    onShow().then(
      (line) => socket.end(`${line}\n`),
      () => socket.destroy(),
    );
  });
}

/** The holder's line, undefined when it gave none, 'nobody' when there is no holder. */
function askHolder(address: string, tokenFile: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let answer = '';
    socket.setTimeout(waitMs, () => socket.destroy());
    socket.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' || error.code === 'ENOENT' ? 'nobody' : undefined);
    });
    socket.on('connect', () => {
      try {
        socket.write(`${readFileSync(tokenFile, 'utf8')}\n`);
      } catch {
        socket.destroy();
      }
    });
    socket.on('data', (data) => {
      answer += data.toString('utf8');
    });
    socket.on('close', () => {
      resolve(answer.trim() === '' ? undefined : answer.trim());
    });
  });
}
