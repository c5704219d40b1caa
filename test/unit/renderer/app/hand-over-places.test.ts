import { describe, expect, it } from 'vitest';
import { handOverPlaces } from '../../../../src/renderer/app/hand-over-places.ts';
import { callOptionsSchema } from '../../../../src/shared/domain/call-options.ts';
import { colleagueSchema, type Colleague } from '../../../../src/shared/domain/colleague.ts';

const { transferTargets } = callOptionsSchema.parse({
  transferTargets: [
    { address: '8100', label: { 'zh-CN': '藏语队列', en: 'Tibetan queue' }, kind: 'queue', languages: ['adx'] },
    { address: '8004', label: { 'zh-CN': '值班班长', en: 'Leader' }, kind: 'leader', languages: [] },
  ],
});

function colleague(agentNo: string, rest: Partial<Colleague>): Colleague {
  const plain = { agentNo, role: 'agent', seatLabel: '席', languages: ['zh-Hans'], kind: 'READY' };
  return colleagueSchema.parse({ ...plain, ...rest });
}

const places = (colleagues: Colleague[], isPractice = false) =>
  handOverPlaces(
    { transferTargets },
    { colleagues, isPractice, nameOf: ({ agentNo }) => `工号 ${agentNo}` },
    'adx',
    'zh-CN',
  );

describe('whom a call can be handed to', () => {
  it('begins with who speaks the caller’s language, of these with who is ready', () => {
    const found = places([
      colleague('1001', { extension: '8001' }),
      colleague('1002', { extension: '8002', languages: ['adx'], kind: 'OFFLINE' }),
      colleague('1003', { extension: '8003', languages: ['zh-Hans', 'adx'], kind: 'TALKING' }),
      colleague('1005', { extension: '8005', languages: ['adx'] }),
    ]);
    expect(found.map(({ address, presence }) => [address, presence])).toEqual([
      ['8100', undefined],
      ['8005', 'READY'],
      ['8003', 'TALKING'],
      ['8002', 'OFFLINE'],
      ['8004', undefined],
      ['8001', 'READY'],
    ]);
  });

  it('names a person once: as the centre’s list does, else by his number', () => {
    const found = places([
      colleague('1004', { extension: '8004', kind: 'BREAK' }),
      colleague('1006', { extension: '8006', role: 'leader' }),
    ]);
    expect(found).toMatchObject([
      { address: '8100' },
      { address: '8006', name: '工号 1006', kind: 'leader' },
      { address: '8004', name: '值班班长', kind: 'leader', presence: 'BREAK' },
    ]);
  });

  it('leaves out who has no line, but on the exchange of practice, where his number is one', () => {
    const nobody = [colleague('1007', {})];
    expect(places(nobody).map(({ address }) => address)).toEqual(['8100', '8004']);
    expect(places(nobody, true).map(({ address }) => address)).toEqual(['8100', '8004', '1007']);
  });
});
