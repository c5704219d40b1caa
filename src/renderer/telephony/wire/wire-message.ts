/** The little of SIP that routing on the wire needs. */
export interface WireMessage {
  /** Absent in a response. */
  readonly request?: { readonly method: string; readonly user: string; readonly host: string };
  /** Host of the topmost Via: whose request this is, or is the answer to. */
  readonly viaHost: string;
  /** All values, in order; names are case-insensitive, short forms are not looked for (sip.js writes long ones). */
  headers(name: string): readonly string[];
}

/** Undefined for anything that is not a SIP message. */
export function parseWireMessage(text: string): WireMessage | undefined {
  const head = text.split('\r\n\r\n', 1)[0] ?? '';
  const [startLine = '', ...lines] = head.split('\r\n');
  const fields = lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() };
  });
  const headers = (name: string) =>
    fields.filter((field) => field.name === name.toLowerCase()).map(({ value }) => value);
  const viaHost = /^SIP\/2\.0\/\S+\s+([^;:\s]+)/i.exec(headers('Via')[0] ?? '')?.[1];
  if (viaHost === undefined) return undefined;
  if (startLine.startsWith('SIP/2.0 ')) return { viaHost, headers };
  const match = /^([A-Z]+) sips?:(?:([^@;\s]*)@)?([^;:\s]+)\S* SIP\/2\.0$/.exec(startLine);
  if (!match) return undefined;
  const [, method = '', user = '', host = ''] = match;
  return { request: { method, user: decodeUser(user), host }, viaHost, headers };
}

function decodeUser(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

/** A final answer of the exchange itself. */
export function answerTo(message: WireMessage, status: string, extra: readonly string[] = []): string {
  const to = message.headers('To')[0] ?? '';
  const lines = [
    `SIP/2.0 ${status}`,
    ...message.headers('Via').map((value) => `Via: ${value}`),
    `From: ${message.headers('From')[0] ?? ''}`,
    `To: ${/;\s*tag=/i.test(to) ? to : `${to};tag=wire`}`,
    `Call-ID: ${message.headers('Call-ID')[0] ?? ''}`,
    `CSeq: ${message.headers('CSeq')[0] ?? ''}`,
    ...extra,
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}
