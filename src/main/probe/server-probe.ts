import { createHash } from 'node:crypto';
import { z } from 'zod';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { fingerprintLetters, fingerprintText } from '../../shared/setup/centre-keys.ts';
import type { ServerFindings } from '../../shared/setup/findings.ts';
import { healthSchema } from '../../shared/sync/health-wire.ts';
import { centreInfoSchema, protocolVersion } from '../../shared/sync/wire.ts';
import { connectionFailure } from './connection-failure.ts';

const patienceMs = 6000;
const anyVersionSchema = z.object({ protocolVersion: z.number() });

/** Asks a central server who it is. Nothing of ours is sent. Fails with `probe.*`. */
export async function probeServer(url: string, now: () => number = Date.now): Promise<Result<ServerFindings>> {
  const host = new URL(url).host;
  try {
    const health = await get(url, '/v1/health');
    const known = healthSchema.safeParse(health.body);
    if (!known.success) return err(appError('probe.notTheServer', 'user', { host }));
    if (!known.data.ok) return err(appError('probe.notHealthy', 'user', { host }));
    const askedAt = now();
    const answer = await get(url, '/v1/centre');
    const answeredAt = now();
    const version = anyVersionSchema.safeParse(answer.body);
    if (!version.success) return err(appError('probe.notTheServer', 'user', { host }));
    const theirs = version.data.protocolVersion;
    if (theirs !== protocolVersion)
      return err(appError('probe.otherProtocol', 'none', { theirs, ours: protocolVersion }));
    const centre = centreInfoSchema.safeParse(answer.body);
    if (!centre.success) return err(appError('probe.notTheServer', 'user', { host }));
    const { name, sealingKey, signingKey } = centre.data;
    const { engine, isDurable } = known.data;
    const skewMs = skewOf(answer.date, (askedAt + answeredAt) / 2);
    return ok({
      ...{ name, sealingKey, signingKey, engine, isDurable, version: known.data.version },
      fingerprint: fingerprintOf(centre.data),
      ms: answeredAt - askedAt,
      ...(skewMs !== undefined && { skewMs }),
    });
  } catch (cause) {
    return err(connectionFailure(cause, host));
  }
}

function fingerprintOf(keys: { readonly sealingKey: string; readonly signingKey: string }): string {
  return fingerprintLetters(createHash('sha256').update(fingerprintText(keys)).digest());
}

interface Answer {
  readonly body: unknown;
  readonly date: string | null;
}

async function get(base: string, path: string): Promise<Answer> {
  const response = await fetch(base.replace(/\/+$/, '') + path, {
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
    headers: { accept: 'application/json' },
  });
  const text = await response.text();
  return { body: parseJson(text), date: response.headers.get('date') };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How far the server's clock is ahead, ms. It tells whole seconds: what is below two is nothing. */
function skewOf(date: string | null, at: number): number | undefined {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return undefined;
  const skew = told + 500 - at;
  return Math.abs(skew) < 2000 ? 0 : Math.round(skew);
}
