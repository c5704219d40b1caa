import { smsPlaceholders, smsPlaceholderNames, type SmsPlaceholder } from '../domain/sms-text.ts';

export type SmsValues = Readonly<Partial<Record<SmsPlaceholder, string>>>;

/** What desk and centre know of a ticket that a text may name. Times are UTC epoch ms. */
export interface SmsSource {
  readonly number: string;
  readonly dueAt?: number | undefined;
  readonly agentNo: string;
}

export interface FilledSms {
  /** With the names of what is missing still in braces. */
  readonly text: string;
  /** Facts that the ticket does not have: the text can't be sent. */
  readonly missingFacts: readonly SmsPlaceholder[];
  /** Placeholders that the agent has to write into. */
  readonly open: readonly SmsPlaceholder[];
}

const pattern = /\{(\w+)\}/g;

/** Placeholders of a text, each once, in their order. */
export function placeholdersOf(text: string): SmsPlaceholder[] {
  const names = [...text.matchAll(pattern)].map((match) => match[1]);
  return smsPlaceholderNames.filter((name) => names.includes(name)).sort((a, b) => names.indexOf(a) - names.indexOf(b));
}

/** The same text for the same data at desk and centre. `values`: what was written into `asked` placeholders. */
export function fillSms(template: string, source: SmsSource, values: SmsValues, timeZone: string): FilledSms {
  const facts = factsOf(source, timeZone);
  const valueOf = (name: SmsPlaceholder): string | undefined =>
    smsPlaceholders[name] === 'fact' ? facts[name] : values[name]?.trim();
  const empty = placeholdersOf(template).filter((name) => (valueOf(name) ?? '') === '');
  const text = template.replaceAll(pattern, (whole, name: string) => {
    const known = smsPlaceholderNames.find((each) => each === name);
    const value = known && valueOf(known);
    return value === undefined || value === '' ? whole : value;
  });
  return {
    text,
    missingFacts: empty.filter((name) => smsPlaceholders[name] === 'fact'),
    open: empty.filter((name) => smsPlaceholders[name] === 'asked'),
  };
}

function factsOf({ number, dueAt, agentNo }: SmsSource, timeZone: string): SmsValues {
  return { ticketNumber: number, agentNo, ...(dueAt !== undefined && { dueDate: plainTime(dueAt, timeZone) }) };
}

/** `2026-11-24 18:00`: read alike in every language, and in the alphabet of every telephone. */
function plainTime(at: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit' },
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return `${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`;
}

/** Whether a time zone of this name is known here. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
