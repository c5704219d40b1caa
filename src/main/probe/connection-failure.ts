import { appError, type AppError } from '../../shared/ipc/app-error.ts';

const unknownHost = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME']);
const timedOut = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const untrusted =
  /^(ERR_TLS_CERT|CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECODE)|HOSTNAME_MISMATCH|INVALID_CA)/;

/** Why no connection came about, as far as a person can do something about it. `params.host` is where it should have led. */
export function connectionFailure(cause: unknown, host: string): AppError {
  const code = codeOf(cause);
  if (unknownHost.has(code)) return appError('probe.unknownHost', 'user', { host });
  if (code === 'ECONNREFUSED') return appError('probe.refused', 'user', { host });
  if (timedOut.has(code) || isTimeout(cause)) return appError('probe.timedOut', 'user', { host });
  if (untrusted.test(code)) return appError('probe.untrusted', 'user', { host, reason: code });
  return appError('probe.unreachable', 'user', { host, reason: code || innermost(cause) });
}

/** fetch wraps what happened, and what was tried on several addresses comes as one error of several. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return codeOf(cause.cause) || (cause instanceof AggregateError ? codeOf(cause.errors[0]) : '');
}

function innermost(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause;
  return cause.cause === undefined ? cause.message : innermost(cause.cause);
}

function isTimeout(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'TimeoutError';
}
