import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of one run: filled-in configurations, the exchange's key, the caller's voice, recordings. */
export interface LabFolder {
  readonly path: string;
  /** Of the exchange's self-signed certificate, as Chromium wants to hear it: base64 of the key's SHA-256. */
  readonly keyHash: string;
  /** Writes a file of this lab with its `@NAMES@` filled in; answers the new file's path. */
  fill(source: string, target: string, values?: Readonly<Record<string, string>>): string;
  /** Work for the end, the last one added first: whatever was started ends, even when the next step failed. */
  atEnd(work: () => Promise<void>): void;
  /** Ends what was started and removes the folder. */
  close(): Promise<void>;
}

/** @throws Error outside of a network of the test's own: the lab's ports are fixed */
export function makeLabFolder(): LabFolder {
  if (Object.keys(networkInterfaces()).some((name) => name !== 'lo')) {
    throw new Error('the lab runs in a network of its own only: npm run interop');
  }
  const endings: (() => Promise<void>)[] = [];
  const path = mkdtempSync(join(tmpdir(), 'tashi-interop-'));
  const keyHash = makeCertificate(path);
  makeVoice(path);
  return {
    path,
    keyHash,
    fill: (source, target, values = {}) => {
      let text = readFileSync(join(import.meta.dirname, source), 'utf8');
      for (const [name, value] of Object.entries({ RUN: path, ...values })) text = text.replaceAll(`@${name}@`, value);
      const file = join(path, target);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, text);
      return file;
    },
    atEnd: (work) => {
      endings.push(work);
    },
    close: async () => {
      for (const end of endings.reverse()) await end();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

function makeCertificate(path: string): string {
  const file = join(path, 'certificate.pem');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=lab.invalid', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(path, 'key.pem'), '-out', file];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...curve, ...subject, ...files], { stdio: 'ignore' });
  const key = new X509Certificate(readFileSync(file)).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('base64');
}

/** Long enough for every call: a phone hangs up at the end of its file. */
function makeVoice(path: string): void {
  const spoken = join(path, 'spoken.wav');
  const caller = join(path, 'caller.wav');
  execFileSync('espeak-ng', ['-v', 'cmn', '-w', spoken, '您好,我家昨天晚上停电了,到现在还没有来电。']);
  execFileSync('sox', [spoken, '-r', '8000', '-c', '1', '-b', '16', caller, 'repeat', '30']);
  execFileSync('sox', [caller, '-t', 'al', join(path, 'caller.pcma')]);
  // Voices that can be told apart in a mix.
  for (const hz of ['400', '1000']) {
    const tone = join(path, `tone-${hz}.wav`);
    execFileSync('sox', ['-n', '-r', '8000', '-c', '1', '-b', '16', tone, 'synth', '300', 'sine', hz, 'gain', '-9']);
  }
}
