/** What of a SIP message can be seen without parsing it: lines and names, never the grammar of values. */
export interface MessageHead {
  /** Absent in a response. */
  readonly method: string | undefined;
  readonly fields: readonly HeadField[];
  readonly body: string;
}

export interface HeadField {
  /** Lower case, long form. */
  readonly name: string;
  /** Unfolded, trimmed. */
  readonly value: string;
}

/** Characters, lines. What a real exchange sends stays far below. */
export const headLimits = { message: 65_536, head: 24_576, lines: 200, startLine: 1_024, field: 8_192 } as const;

const longNames: Readonly<Record<string, string>> = {
  ...{ v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length', c: 'content-type' },
  ...{ r: 'refer-to', s: 'subject', k: 'supported', e: 'content-encoding', o: 'event', u: 'allow-events' },
};

/** Undefined for what is no SIP message, or beyond every measure. Takes time in proportion to the limits, not to the text. */
export function readHead(text: string): MessageHead | undefined {
  if (text.length > headLimits.message) return undefined;
  const end = text.slice(0, headLimits.head).indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [startLine = '', ...lines] = text.slice(0, end).split('\r\n');
  if (lines.length > headLimits.lines || startLine.length > headLimits.startLine) return undefined;
  const fields = readFields(lines);
  const isResponse = /^SIP\/2\.0 [1-6]\d\d /.test(`${startLine} `);
  const method = /^([A-Za-z]{1,20}) \S+ SIP\/2\.0$/.exec(startLine)?.[1];
  if (!fields || (method === undefined && !isResponse)) return undefined;
  return { method, fields, body: text.slice(end + 4) };
}

function readFields(lines: readonly string[]): HeadField[] | undefined {
  const unfolded: string[] = [];
  for (const line of lines) {
    const isFolded = line.startsWith(' ') || line.startsWith('\t');
    if (!isFolded) unfolded.push(line);
    else if (unfolded.length === 0) return undefined;
    else unfolded.push(`${unfolded.pop() ?? ''} ${line.trim()}`);
  }
  const fields: HeadField[] = [];
  for (const line of unfolded) {
    const colon = line.indexOf(':');
    if (colon < 1 || line.length > headLimits.field) return undefined;
    const name = line.slice(0, colon).trim().toLowerCase();
    fields.push({ name: longNames[name] ?? name, value: line.slice(colon + 1).trim() });
  }
  return fields;
}

/** All values of a header, in order. */
export function valuesOf(head: MessageHead, name: string): string[] {
  return head.fields.filter((field) => field.name === name).map(({ value }) => value);
}

export function callIdOf(head: MessageHead): string {
  return valuesOf(head, 'call-id')[0] ?? '';
}

export function hasToTag(head: MessageHead): boolean {
  return /;\s*tag\s*=/i.test(valuesOf(head, 'to')[0] ?? '');
}
