import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface OwnCertificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  /** Of the certificate, which is its own authority. */
  readonly file: string;
}

/** A certificate for 127.0.0.1 that nobody knows. */
export function makeOwnCertificate(folder: string): OwnCertificate {
  const [keyFile, file] = [join(folder, 'own-key.pem'), join(folder, 'own-cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', keyFile, '-out', file], {
    stdio: 'ignore',
  });
  return { key: readFileSync(keyFile), cert: readFileSync(file), file };
}
