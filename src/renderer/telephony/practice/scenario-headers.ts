import type { Scenario } from '../../../shared/domain/scenario.ts';

/** What an exchange would send along with this caller: whole header lines, non-ASCII as RFC 2047 words. */
export function scenarioHeaders({ caller }: Scenario, domain: string): string[] {
  const headers: [string, string | undefined][] = [
    ['X-Queue', caller.queue],
    ['X-Language', caller.languageHeader],
    ['X-Dialect', caller.dialectHeader],
    ['X-Region', caller.region],
    ['X-Customer-Id', caller.customerId],
    ['X-Queue-Wait', caller.waitedS === undefined ? undefined : String(caller.waitedS)],
    ['User-to-User', caller.userToUser === undefined ? undefined : `${toHex(caller.userToUser)};encoding=hex`],
    ['P-Asserted-Identity', `"${encodeWord(caller.displayName)}" <sip:${encodeURIComponent(caller.number)}@${domain}>`],
  ];
  return headers.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${encodeWord(value)}`]));
}

function encodeWord(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return `=?UTF-8?B?${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}?=`;
}

function toHex(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
