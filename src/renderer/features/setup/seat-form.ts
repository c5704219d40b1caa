import { breakReasons, type BreakReason } from '../../../shared/call/agent-state.ts';
import { codePurposes, type CodePurpose } from '../../../shared/domain/feature-codes.ts';
import { defaultHeaderMap, headerMapSchema, type HeaderMap } from '../../../shared/domain/header-map.ts';
import { uiLocaleSchema, type CallerLanguage, type UiLocale } from '../../../shared/domain/language.ts';
import { isKnownLanguage } from '../../../shared/language/languages.ts';

/** What stands in the fields, as typed. */
export interface SeatForm {
  readonly name: string;
  readonly region: string;
  readonly centre: CentreForm;
  /** Without a line the phone is that of practice; what was typed for one stays. */
  readonly hasExchange: boolean;
  readonly exchange: ExchangeForm;
  /** In order; empty: the product's order. */
  readonly callers: readonly CallerLanguage[];
  /** Empty: the product's. */
  readonly locale: UiLocale | '';
  /** Names of headers, with commas between. */
  readonly headerMap: Readonly<Record<keyof HeaderMap, string>>;
}

export interface CentreForm {
  readonly name: string;
  readonly url: string;
  readonly sealingKey: string;
  readonly signingKey: string;
}

export interface ExchangeForm {
  readonly servers: readonly string[];
  readonly domain: string;
  readonly iceServers: readonly IceForm[];
  /** Codes with commas between. */
  readonly featureCodes: Readonly<Record<CodeField, string>>;
  /** What the file says of calls beyond these fields: kept as it came. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** Path below `exchange.featureCodes`. */
export type CodeField = CodePurpose | `pauseFor.${BreakReason}`;

export interface IceForm {
  readonly url: string;
  readonly username: string;
  readonly credential: string;
}

export const headerFacts = Object.keys(headerMapSchema.shape) as readonly (keyof HeaderMap)[];

export const codeFields: readonly CodeField[] = [
  ...codePurposes,
  ...breakReasons.map((reason) => `pauseFor.${reason}` as const),
];

export const emptyForm: SeatForm = {
  name: '',
  region: 'CN',
  centre: { name: '', url: '', sealingKey: '', signingKey: '' },
  hasExchange: true,
  exchange: { servers: [''], domain: '', iceServers: [], featureCodes: codesOf({}), rest: {} },
  callers: [],
  locale: '',
  headerMap: headersOf(defaultHeaderMap),
};

/** The configuration that the fields describe, right or wrong, for `checkSeatConfig`. */
export function configOfForm(form: SeatForm): unknown {
  const { name, region, centre, hasExchange, exchange, callers, locale, headerMap } = form;
  const changed = headerFacts.filter((fact) => headerMap[fact] !== emptyForm.headerMap[fact]);
  const { servers, domain } = exchange;
  const iceServers = exchange.iceServers.map(({ url, username, credential }) => ({
    url,
    ...(username !== '' && { username }),
    ...(credential !== '' && { credential }),
  }));
  return {
    ...{ schemaVersion: 1, name, region, centre },
    exchange: hasExchange ? { ...exchange.rest, ...codesOfForm(exchange), ...{ servers, domain, iceServers } } : null,
    languages: { ...(callers.length > 0 && { callers }), ...(locale !== '' && { locale }) },
    headerMap: Object.fromEntries(changed.map((fact) => [fact, splitNames(headerMap[fact])])),
  };
}

/** The fields for a configuration, right or wrong: whatever can be read is shown, so that it can be mended. */
export function formOfConfig(config: unknown): SeatForm {
  const seat = part(config);
  const centre = part(seat['centre']);
  const languages = part(seat['languages']);
  const headers = part(seat['headerMap']);
  const hasExchange = typeof seat['exchange'] === 'object' && seat['exchange'] !== null;
  return {
    name: text(seat['name']),
    region: 'region' in seat ? text(seat['region']) : emptyForm.region,
    centre: {
      name: text(centre['name']),
      url: text(centre['url']),
      sealingKey: text(centre['sealingKey']),
      signingKey: text(centre['signingKey']),
    },
    hasExchange,
    exchange: hasExchange ? exchangeOf(part(seat['exchange'])) : emptyForm.exchange,
    callers: [
      ...new Set(
        list(languages['callers']).flatMap((entry) =>
          typeof entry === 'string' && isKnownLanguage(entry) ? [entry] : [],
        ),
      ),
    ],
    locale: uiLocaleSchema.safeParse(languages['locale']).data ?? '',
    headerMap: {
      ...emptyForm.headerMap,
      ...Object.fromEntries(
        headerFacts.filter((fact) => fact in headers).map((fact) => [fact, list(headers[fact]).map(text).join(', ')]),
      ),
    },
  };
}

function exchangeOf(exchange: Readonly<Record<string, unknown>>): ExchangeForm {
  const servers = list(exchange['servers']).map(text);
  const iceServers = list(exchange['iceServers']).map((entry): IceForm => {
    const server = typeof entry === 'string' ? { url: entry } : part(entry);
    return { url: text(server['url']), username: text(server['username']), credential: text(server['credential']) };
  });
  const { servers: _, domain: __, iceServers: ___, featureCodes: codes, ...others } = exchange;
  const kept = withoutCodes(part(codes));
  return {
    ...{ servers: servers.length > 0 ? servers : [''], domain: text(exchange['domain']), iceServers },
    featureCodes: codesOf(part(codes)),
    rest: { ...others, ...(Object.keys(kept).length > 0 && { featureCodes: kept }) },
  };
}

function codesOf(codes: Readonly<Record<string, unknown>>): ExchangeForm['featureCodes'] {
  const pauseFor = part(codes['pauseFor']);
  const entries = codeFields.map((field) => {
    const [name = '', reason] = field.split('.');
    return [
      field,
      list(reason === undefined ? codes[name] : pauseFor[reason])
        .map(text)
        .join(', '),
    ];
  });
  return Object.fromEntries(entries) as ExchangeForm['featureCodes'];
}

/** What is said of feature codes besides the fields. */
function withoutCodes(codes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const strange = without(part(codes['pauseFor']), breakReasons);
  return {
    ...without(codes, [...codePurposes, 'pauseFor']),
    ...(Object.keys(strange).length > 0 && { pauseFor: strange }),
  };
}

function without(fields: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Without a code there are no feature codes. */
function codesOfForm({ featureCodes, rest }: ExchangeForm): { readonly featureCodes?: unknown } {
  const kept = part(rest['featureCodes']);
  const written = (fields: readonly CodeField[]): [string, readonly string[]][] =>
    fields.flatMap((field) => {
      const codes = splitNames(featureCodes[field]);
      return codes.length > 0 ? [[field.replace('pauseFor.', ''), codes]] : [];
    });
  const purposes = Object.fromEntries(written(codePurposes));
  const reasons = written(codeFields.filter((field) => field.startsWith('pauseFor.')));
  const pauseFor = { ...part(kept['pauseFor']), ...Object.fromEntries(reasons) };
  const all = { ...kept, ...purposes, ...(Object.keys(pauseFor).length > 0 && { pauseFor }) };
  return Object.keys(all).length > 0 ? { featureCodes: all } : {};
}

function headersOf(map: HeaderMap): SeatForm['headerMap'] {
  return Object.fromEntries(headerFacts.map((fact) => [fact, map[fact].join(', ')])) as SeatForm['headerMap'];
}

function splitNames(names: string): string[] {
  return names.split(/[,，、\s]+/).filter((name) => name !== '');
}

function part(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** One value that should have been a list of one is as good. */
function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
