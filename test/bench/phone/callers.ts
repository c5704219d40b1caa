/** The bench's callers speak those that come with the desk. */
export type BenchLanguage = 'zh-Hans' | 'adx' | 'khg' | 'en' | 'yue-Hant-HK';

/** A customer as the bench's centre publishes him; every second one called yesterday. */
export interface BenchCustomer {
  readonly id: string;
  readonly name: string;
  readonly salutation: string;
  /** E.164. */
  readonly phone: string;
  readonly address: string;
  readonly language: BenchLanguage;
  readonly hasCalledYesterday: boolean;
  /** Number of his open ticket. */
  readonly openTicket: string | undefined;
}

/** What has to stand on the screen for one caller and for nobody else. */
export interface Expected {
  readonly lang: BenchLanguage;
  /** The large line. */
  readonly greeting: string;
  readonly name: string;
  readonly number: string;
  /** Text on the customer's card, or what it says about an unknown number. */
  readonly card: string;
  readonly openTicket: string | undefined;
}

export interface BenchCaller {
  /** Whole header lines of the INVITE, From among them. */
  readonly headers: readonly string[];
  readonly expected: Expected;
}

export const benchAgentNo = '8001';
/** Of an agent who says of himself first that he speaks Mandarin. */
const agentLanguage: BenchLanguage = 'zh-Hans';
export const unknownName = '未知来电者';
export const unknownCard = '没有这个号码的客户资料。';

interface Greeting {
  readonly first: string;
  readonly returning: string;
}

/**
 * Greetings of the bench's centre: short, told apart by language, and with the caller's name wherever the language can
 * carry it. Those of the Tibetan dialects wait for approval, so their Mandarin gloss is the large line.
 */
export const greetings: Readonly<Record<BenchLanguage, Greeting>> = {
  'zh-Hans': {
    first: '{salutation}您好，工号 {agentNo}，请讲。',
    returning: '{salutation}您好，工号 {agentNo}，还是昨天那件事吗？',
  },
  'yue-Hant-HK': {
    first: '{salutation}你好，職員編號 {agentNo}，請講。',
    returning: '{salutation}你好，職員編號 {agentNo}，係咪尋日嗰件事？',
  },
  en: {
    first: 'Hello, this is agent {agentNo}.',
    returning: 'Hello again, this is agent {agentNo}.',
  },
  adx: {
    first: '{salutation}您好，安多话，工号 {agentNo}。',
    returning: '{salutation}您好，安多话，工号 {agentNo}，又见面了。',
  },
  khg: {
    first: '{salutation}您好，康巴话，工号 {agentNo}。',
    returning: '{salutation}您好，康巴话，工号 {agentNo}，又见面了。',
  },
};

const languages: readonly BenchLanguage[] = ['zh-Hans', 'adx', 'khg', 'en', 'yue-Hant-HK'];

/** Ways in which exchanges say one language; the empty one leaves it to what the centre knows about the customer. */
const sayings: Readonly<Record<BenchLanguage, readonly (readonly string[])[]>> = {
  'zh-Hans': [['X-Language: zh-Hans'], ['X-Language: cmn'], [`X-Language: ${encoded('普通话')}`], []],
  adx: [
    ['X-Language: bo-x-amdo'],
    ['X-Language: bo', 'X-Dialect: amdo'],
    [`X-Language: ${encoded('藏语')}`, `X-Dialect: ${encoded('安多')}`],
    [],
  ],
  khg: [['X-Language: bo', 'X-Region: yushu'], ['X-Language: khg'], ['X-Language: tib', 'X-Dialect: Kham'], []],
  en: [['X-Language: en-US;q=0.9'], ['X-Language: eng'], ['X-Language: fr, English'], []],
  'yue-Hant-HK': [['X-Language: yue'], ['X-Language: zh_HK'], [`X-Language: ${encoded('廣東話')}`], []],
};

const families = ['周', '李', '马', '才让', '卓玛', '多杰', '仁青', 'Hughes', 'Novak', '陳', '黃', 'བསོད་ནམས་'];
const givens = ['文斌', '海燕', '措', '加', '旺姆', '扎西', 'Mary', '家豪', '慧儀', 'བཀྲ་ཤིས་'];
const salutations = ['先生', '女士'];

/** The customer with this index; all differ in number, address and ticket. */
export function benchCustomer(index: number): BenchCustomer {
  const id = String(index).padStart(5, '0');
  const name = `${pick(families, index)}${pick(givens, index * 7 + Math.floor(index / families.length))}`;
  return {
    id: `bench-${id}`,
    name,
    salutation: pick(salutations, index),
    phone: `+86138001${id}`,
    address: `西宁市城东区测试路 ${String(index + 1)} 号`,
    language: pick(languages, index),
    hasCalledYesterday: index % 2 === 1,
    openTicket: index % 3 === 0 ? `W-${String(500_000 + index)}` : undefined,
  };
}

/**
 * The caller with this index: five languages in turn with every alias of each, every eighth from a number that nobody
 * knows, every ninth from a number that is not his, told by the exchange's customer id.
 */
export function benchCaller(index: number): BenchCaller {
  const saying = sayings[pick(languages, index)];
  const said = pick(saying, Math.floor(index / languages.length));
  if (index % 8 === 7) return strangerCalls(index, said);
  const customer = benchCustomer(index);
  const isFromNeighbour = index % 9 === 4;
  const number = isFromNeighbour ? `+86139002${String(index).padStart(5, '0')}` : customer.phone;
  const { first, returning } = greetings[customer.language];
  return {
    headers: [
      ...identity(number, index),
      ...said,
      'X-Queue: power',
      ...(isFromNeighbour ? [`X-Customer-Id: ${customer.id}`] : []),
    ],
    expected: {
      lang: customer.language,
      greeting: fill(customer.hasCalledYesterday ? returning : first, `${customer.name}${customer.salutation}`),
      name: `${customer.name} ${customer.salutation}`,
      number: grouped(number),
      card: customer.address,
      openTicket: customer.openTicket,
    },
  };
}

function strangerCalls(index: number, said: readonly string[]): BenchCaller {
  const number = `+86137003${String(index).padStart(5, '0')}`;
  const lang = said.length === 0 ? agentLanguage : pick(languages, index);
  return {
    headers: [...identity(number, index), ...said],
    expected: {
      lang,
      greeting: fill(greetings[lang].first, ''),
      name: unknownName,
      number: grouped(number),
      card: unknownCard,
      openTicket: undefined,
    },
  };
}

/** The same number as different exchanges write it. */
function identity(number: string, index: number): string[] {
  const tag = `tag=caller-${String(index)}`;
  const national = number.replace('+86', '');
  const ways: readonly (readonly string[])[] = [
    [`From: <sip:${number}@bench.invalid>;${tag}`],
    [`From: <sip:${national}@bench.invalid;user=phone>;${tag}`],
    [`From: <sip:trunk@bench.invalid>;${tag}`, `P-Asserted-Identity: <tel:${number}>`],
    [`From: <sip:0086${national}@bench.invalid>;${tag}`],
  ];
  return [...pick(ways, index)];
}

/** Only languages in Chinese characters have the slot, so an empty one leaves nothing behind. */
function fill(text: string, salutation: string): string {
  return text.replace('{salutation}', salutation).replace('{agentNo}', benchAgentNo);
}

/** +8613800100001 → 138 0010 0001 */
function grouped(number: string): string {
  return number.replace(/^\+86(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3');
}

function encoded(text: string): string {
  return `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
}
