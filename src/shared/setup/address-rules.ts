import { z } from 'zod';

/** What is wrong with an address, as a code of `seatProblemCodes` with what its text needs. */
export interface AddressProblem {
  readonly code:
    'address' | 'scheme' | 'needsTls' | 'addressParts' | 'domain' | 'iceAddress' | 'turnAccount' | 'stunAccount';
  readonly params?: Readonly<Record<string, string>>;
}

interface Address {
  readonly scheme: string;
  readonly hasAccount: boolean;
  readonly host: string;
  readonly port: string | undefined;
  readonly hasQuery: boolean;
  readonly hasFragment: boolean;
}

/** Printable ASCII without what browsers mend silently: such an address would lead elsewhere than it reads. */
const addressPattern =
  /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#@]*)@)?(\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::([0-9]{1,5}))?(?:\/[^?#\s]*)?(\?[^#\s]*)?(#\S*)?$/i;

function readAddress(text: string): Address | undefined {
  if (!/^[!-~]+$/.test(text) || /[\\"<>^`{|}]/.test(text)) return undefined;
  const [, scheme = '', account, host = '', port, query, fragment] = addressPattern.exec(text) ?? [];
  if (!isHost(host) || !isPort(port) || !z.url().safeParse(text).success) return undefined;
  return {
    ...{ scheme: scheme.toLowerCase(), host: host.toLowerCase(), port },
    ...{ hasAccount: account !== undefined, hasQuery: query !== undefined, hasFragment: fragment !== undefined },
  };
}

function isHost(host: string): boolean {
  if (host.startsWith('[')) return z.url().safeParse(`http://${host}/`).success;
  return isHostName(host) || isIpv4(host);
}

function isHostName(host: string): boolean {
  const labels = host.split('.');
  // A last label of digits would be read as an address in one of its odd spellings, such as 127.1.
  if (host.length > 253 || /^(\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '')) return false;
  return labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i.test(label));
}

function isIpv4(host: string): boolean {
  const parts = host.split('.');
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

function isPort(port: string | undefined): boolean {
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536);
}

function isLoopback(host: string): boolean {
  return ['127.0.0.1', '[::1]', 'localhost'].includes(host);
}

/** Passwords and calls travel to these: anything but TLS is for the machine itself only. */
function tlsProblem(text: string, schemes: { readonly tls: string; readonly plain: string }): AddressProblem | Address {
  const address = readAddress(text);
  if (!address) return { code: 'address', params: { example: `${schemes.tls}://` } };
  const { scheme, host, hasAccount, hasFragment } = address;
  if (scheme !== schemes.tls && scheme !== schemes.plain)
    return { code: 'scheme', params: { start: `${schemes.tls}://` } };
  if (scheme === schemes.plain && !isLoopback(host))
    return { code: 'needsTls', params: { start: `${schemes.tls}://` } };
  return hasAccount || hasFragment ? { code: 'addressParts' } : address;
}

/** The central server: https, below an optional path. */
export function serverAddressProblem(text: string): AddressProblem | undefined {
  const found = tlsProblem(text, { tls: 'https', plain: 'http' });
  if ('code' in found) return found;
  return found.hasQuery ? { code: 'addressParts' } : undefined;
}

/** A websocket of the exchange: wss, with whatever path and query it asks for. */
export function exchangeAddressProblem(text: string): AddressProblem | undefined {
  const found = tlsProblem(text, { tls: 'wss', plain: 'ws' });
  return 'code' in found ? found : undefined;
}

/** The part of a SIP address behind the @, without a port. */
export function domainProblem(text: string): AddressProblem | undefined {
  return isHost(text) ? undefined : { code: 'domain' };
}

const icePattern = /^(stuns?|turns?):(\[[0-9a-f:.]+\]|[^:?[\]]+)(?::([0-9]{1,5}))?(\?transport=(?:udp|tcp))?$/i;

/** Browsers refuse a whole call for one of these that they can't read, so it is read as strictly here. */
export function iceAddressProblem(text: string): AddressProblem | undefined {
  const [, scheme, host = '', port, transport] = icePattern.exec(text) ?? [];
  const isRead = scheme !== undefined && isHost(host) && isPort(port);
  return isRead && (isTurn(text) || transport === undefined) ? undefined : { code: 'iceAddress' };
}

/** TURN relays for whoever has an account there; STUN asks for none, and a browser refuses one without the other. */
export function isTurn(address: string): boolean {
  return /^turns?:/i.test(address);
}
