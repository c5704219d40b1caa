import { createStore } from 'zustand/vanilla';
import { describe, expect, it } from 'vitest';
import { renewWords } from '../../../../src/renderer/app/renew-words.ts';
import type { PhraseStore } from '../../../../src/renderer/features/phrases/phrase-store.ts';
import type { PhoneStore } from '../../../../src/renderer/features/softphone/phone-store.ts';
import type { DeskApi } from '../../../../src/shared/ipc/desk-api.ts';

/** A desk whose centre sends new words when it is told to. */
function deskWithNews(): { readonly desk: DeskApi; readonly news: () => void } {
  let tell = (): void => undefined;
  const on = (_name: string, listener: () => void): (() => void) => {
    tell = listener;
    return () => undefined;
  };
  return { desk: { on } as Partial<DeskApi> as DeskApi, news: () => tell() };
}

type Call = { readonly state: { readonly kind: 'talking' | 'wrapUp' } };
const talking: Call = { state: { kind: 'talking' } };
const wrapUp: Call = { state: { kind: 'wrapUp' } };

function world(...calls: readonly Call[]) {
  const { desk, news } = deskWithNews();
  const phone = createStore<{ readonly calls: readonly Call[] }>(() => ({ calls }));
  let loads = 0;
  const phrases = { getState: () => ({ load: () => Promise.resolve(void (loads += 1)) }) };
  renewWords(desk, phone as unknown as PhoneStore, phrases as unknown as PhraseStore);
  return {
    news,
    loads: () => loads,
    end: () => phone.setState({ calls: [] }),
    move: () => phone.setState({ calls: [talking] }),
    wrapUp: () => phone.setState({ calls: [wrapUp] }),
  };
}

describe('renewWords', () => {
  it('takes new words at once while no call is there', () => {
    const { news, loads } = world();
    news();
    expect(loads()).toBe(1);
  });

  it('keeps the words of a call until it is over, then takes the newest once', () => {
    const { news, loads, end, move } = world(talking);
    news();
    move();
    news();
    expect(loads()).toBe(0);
    end();
    end();
    expect(loads()).toBe(1);
  });

  it('waits for no record that is still open', () => {
    const { news, loads, wrapUp: hangUp } = world(talking);
    news();
    hangUp();
    expect(loads()).toBe(1);
    news();
    expect(loads()).toBe(2);
  });
});
