import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';
import { checkSeatConfig } from '../../../../src/shared/setup/check-seat-config.ts';
import { knownFields } from '../../../../src/shared/setup/seat-config.ts';
import { readSeatFile, writeSeatFile } from '../../../../src/shared/setup/seat-file.ts';
import { seatProblemSchema } from '../../../../src/shared/setup/seat-problem.ts';
import { sealingKey, wholeSeat } from './seat-samples.ts';

/** A copy of the whole seat with one field set, by its path; undefined leaves it out. */
function seatWith(path: string, value: unknown): unknown {
  const seat = structuredClone(wholeSeat()) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const part = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, seat);
  if (value === undefined) Reflect.deleteProperty(part, last);
  else part[last] = value;
  return seat;
}

function found(input: unknown): string[] {
  const checked = checkSeatConfig(input);
  return checked.isRight ? [] : checked.problems.map(({ field, code }) => `${field}: ${code}`);
}

describe('a configuration that is right', () => {
  test('comes back whole', () => {
    const checked = checkSeatConfig(wholeSeat());
    expect(checked).toMatchObject({ isRight: true, config: { kind: 'live', languages: { locale: 'bo' } } });
    expect(checked.isRight && checked.config.headerMap).toEqual({ ...defaultHeaderMap, queue: ['X-Skill', 'X-Queue'] });
  });

  test('needs only a name and the centre', () => {
    const { schemaVersion, name, centre } = wholeSeat();
    const checked = checkSeatConfig({ schemaVersion, name, centre });
    expect(checked).toMatchObject({
      isRight: true,
      config: { region: 'CN', exchange: null, headerMap: defaultHeaderMap, languages: {} },
    });
  });

  test('may write an ICE server as its address alone, and spaces around anything', () => {
    const checked = checkSeatConfig({
      ...(seatWith('exchange.iceServers', ['stun:stun.example.org']) as object),
      name: ' qinghai-1 ',
    });
    expect(checked).toMatchObject({
      isRight: true,
      config: { name: 'qinghai-1', exchange: { iceServers: [{ url: 'stun:stun.example.org' }] } },
    });
  });
});

describe('a wrong field is named', () => {
  test.each([
    ['schemaVersion', 2, 'version'],
    ['schemaVersion', undefined, 'required'],
    ['kind', 'demo', 'kind'],
    ['name', undefined, 'required'],
    ['name', '', 'required'],
    ['name', 7, 'wrongType'],
    ['name', '../demo', 'profileName'],
    ['name', 'Qinghai', 'profileName'],
    ['name', 'demo', 'reservedName'],
    ['name', 'com1', 'reservedName'],
    ['centre.name', '', 'required'],
    ['centre.name', 'x'.repeat(81), 'tooLong'],
    ['centre.url', undefined, 'required'],
    ['centre.url', 'http://desk.example.org', 'needsTls'],
    ['centre.sealingKey', 'short', 'key'],
    ['centre.sealingKey', `${'S'.repeat(42)}B`, 'key'],
    ['centre.signingKey', sealingKey, 'sameKeys'],
    ['centre.phone', '95598', 'unknownField'],
    ['exchange.servers', [], 'required'],
    ['exchange.domain', 'sip:pbx', 'domain'],
    ['languages.callers', [], 'required'],
    ['languages.locale', 'fr', 'locale'],
    ['region', 'China', 'region'],
    ['excahnge', null, 'unknownField'],
    ['headerMap.skill', ['X-Skill'], 'unknownField'],
  ])('%s = %j: %s', (field, value, code) => {
    expect(found(seatWith(field, value))).toEqual([`${field}: ${code}`]);
  });

  test.each([
    ['exchange.featureCodes', { logIn: '*45', logOut: '*46', paus: '*47' }, 'exchange.featureCodes.paus: unknownField'],
    ['exchange.featureCodes', { logIn: '*45' }, 'exchange.featureCodes.logOut: required'],
    ['exchange.featureCodes', { logOut: '*45' }, 'exchange.featureCodes.logIn: required'],
    ['exchange.featureCodes', { pauseFor: { lunch: '*45' } }, 'exchange.featureCodes.pauseFor.lunch: unknownField'],
    ['exchange.featureCodes', { pause: '1', pauseFor: { meal: '*45' } }, 'exchange.featureCodes.unpause: required'],
    ['exchange.featureCodes', { unpause: '*45' }, 'exchange.featureCodes.pause: required'],
    ['exchange.featureCodes', { logIn: '*45', logOut: '*45' }, 'exchange.featureCodes.logOut: toggleCode'],
    ['exchange.featureCodes', { pause: '*46', unpause: ['*47', '*46'] }, 'exchange.featureCodes.unpause: toggleCode'],
    ['exchange.featureCodes', { logIn: 'sip:x', logOut: '2' }, 'exchange.featureCodes.logIn.0: featureCode'],
    ['exchange.featureCodes', { logIn: [], logOut: '2' }, 'exchange.featureCodes.logIn: required'],
    ['exchange.servers', ['wss://a.example', 'ws://b.example'], 'exchange.servers.1: needsTls'],
    ['exchange.servers', ['wss://a.example', 'wss://a.example'], 'exchange.servers.1: duplicate'],
    ['exchange.servers', 'wss://a.example', 'exchange.servers: wrongType'],
    ['exchange.iceServers', [{ url: 'http://a.example' }], 'exchange.iceServers.0.url: iceAddress'],
    ['exchange.iceServers', [{ url: 'stun:a', name: 'x' }], 'exchange.iceServers.0.name: unknownField'],
    ['languages.callers', ['adx', 'fr'], 'languages.callers.1: language'],
    ['languages.callers', ['adx', 'adx'], 'languages.callers.1: duplicate'],
    ['headerMap.queue', ['X-Queue', 'two words'], 'headerMap.queue.1: headerName'],
    ['centre', undefined, 'centre: required'],
    ['centre', 'https://desk.example.org', 'centre: wrongType'],
  ])('%s = %j', (field, value, problem) => {
    expect(found(seatWith(field, value))).toEqual([problem]);
  });

  test('a TURN server needs an account, a STUN server takes none', () => {
    expect(found(seatWith('exchange.iceServers', [{ url: 'turn:a' }]))).toEqual([
      'exchange.iceServers.0.username: turnAccount',
      'exchange.iceServers.0.credential: turnAccount',
    ]);
    expect(found(seatWith('exchange.iceServers', [{ url: 'stun:a', username: 'x' }]))).toEqual([
      'exchange.iceServers.0.username: stunAccount',
    ]);
  });

  test('all at once, in the order of the page', () => {
    const { exchange, ...rest } = wholeSeat();
    const wrong = {
      ...{ ...rest, name: 'No Good', region: 'xx', nmae: 'x' },
      exchange: { ...exchange, servers: ['http://pbx'], domain: '' },
      centre: { name: '', url: 'desk', sealingKey: 'x', signingKey: '' },
    };
    expect(found(wrong)).toEqual([
      'name: profileName',
      'centre.name: required',
      'centre.url: address',
      'centre.sealingKey: key',
      'centre.signingKey: required',
      'exchange.servers.0: scheme',
      'exchange.domain: required',
      'region: region',
      'nmae: unknownField',
    ]);
  });

  test('whatever comes, it is told what is wrong, and nothing throws', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => {
        const checked = checkSeatConfig(input);
        expect(checked.isRight).toBe(false);
        if (!checked.isRight) {
          expect(checked.problems.length).toBeGreaterThan(0);
          for (const problem of checked.problems) seatProblemSchema.parse(problem);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('whatever stands in one field, no other field is blamed', () => {
    const fields = [
      'name',
      'centre.url',
      'centre.signingKey',
      'exchange.servers',
      'exchange.domain',
      'languages.callers',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        for (const problem of found(seatWith(field, value))) expect(problem.startsWith(field)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the file', () => {
  test('of the documentation is right', () => {
    const prose = readFileSync(new URL('../../../../docs/SETUP-SEAT.md', import.meta.url), 'utf8');
    const example = /```json\n([^]*?)```/.exec(prose)?.[1] ?? '';
    expect(found(JSON.parse(example))).toEqual([]);
    for (const field of Object.values(knownFields).flat()) expect(prose, field).toContain(field);
  });

  test('written from a configuration it reads the same, but for the passwords', () => {
    const checked = checkSeatConfig(wholeSeat());
    if (!checked.isRight) throw new Error('the sample is wrong');
    const text = writeSeatFile(checked.config);
    expect(text).not.toContain('turn-secret');
    const read = readSeatFile(text);
    expect(read.isJson && found(read.value)).toEqual(['exchange.iceServers.1.credential: turnAccount']);
    const again = checkSeatConfig(
      JSON.parse(text.replace('"username": "seat"', '"username": "seat", "credential": "turn-secret"')),
    );
    expect(again).toEqual(checked);
  });

  test('that is no JSON says in which line', () => {
    expect(readSeatFile('{\n  "name": "a",\n  "centre" {}\n}')).toEqual({ isJson: false, line: 3 });
    expect(readSeatFile('{\n  "name": "a"\n')).toEqual({ isJson: false, line: 3 });
    expect(readSeatFile('\uFEFF{}')).toEqual({ isJson: true, value: {} });
  });
});
