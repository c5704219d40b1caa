import { afterEach, expect, test, vi } from 'vitest';
import { createDialLinks, type DialLinkStore } from '../../../../../src/renderer/features/softphone/dial-link-store.ts';
import type { Ownership } from '../../../../../src/shared/call/ownership.ts';

const channels: BroadcastChannel[] = [];
afterEach(() => channels.splice(0).forEach((channel) => channel.close()));

interface Window {
  readonly links: DialLinkStore;
  readonly onAsked: ReturnType<typeof vi.fn<() => void>>;
  become(state: Ownership): void;
}

/** A window of the seat, on a channel that the windows of this test share. */
function open(name: string, first: Ownership): Window {
  const channel = new BroadcastChannel(name);
  channels.push(channel);
  let state = first;
  const listeners = new Set<(next: Ownership) => void>();
  const onAsked = vi.fn<() => void>();
  const owner = {
    state: () => state,
    subscribe: (listener: (next: Ownership) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    takeOver: () => Promise.resolve(false),
  };
  return {
    links: createDialLinks({ owner, channel, onAsked }),
    onAsked,
    become: (next) => {
      state = next;
      for (const listener of listeners) listener(next);
    },
  };
}

const owning: Ownership = { kind: 'owning' };
const elsewhere: Ownership = { kind: 'waiting', isElsewhere: true };

test('the number of a link waits in the window that has the phone', () => {
  const { links, onAsked } = open('one', owning);
  links.follow('tel:+86-971-555-0101');
  expect(links.getState()).toEqual({ asked: { text: '+869715550101' }, error: undefined });
  expect(onAsked).toHaveBeenCalledOnce();
  links.clear();
  expect(links.getState().asked).toBeUndefined();
});

test('one that is refused takes the number before it away and opens nothing', () => {
  const { links, onAsked } = open('two', owning);
  links.follow('tel:8001');
  links.follow('sip:8001@pbx.example?Replaces=x');
  expect(links.getState()).toMatchObject({ asked: undefined, error: { code: 'phone.linkAsksMore' } });
  expect(onAsked).toHaveBeenCalledOnce();
});

test('a page that was opened for a link waits until it knows who has the phone', () => {
  const { links, become } = open('three', { kind: 'waiting', isElsewhere: false });
  links.follow('tel:8001');
  expect(links.getState().asked).toBeUndefined();
  become(owning);
  expect(links.getState().asked).toEqual({ text: '8001' });
});

test('a further window hands its link to the one with the phone', async () => {
  const main = open('four', owning);
  const further = open('four', elsewhere);
  further.links.follow('tel:8002');
  await vi.waitFor(() => expect(main.links.getState().asked).toEqual({ text: '8002' }));
  expect(further.links.getState().asked).toBeUndefined();
  further.links.follow(`tel:${'7'.repeat(10_000)}`);
  await vi.waitFor(() => expect(main.links.getState().error?.code).toBe('phone.linkTooLong'));
});
