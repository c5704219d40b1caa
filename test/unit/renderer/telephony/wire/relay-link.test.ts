import { describe, expect, it } from 'vitest';
import type { LinkEvents } from '../../../../../src/renderer/telephony/wire/link.ts';
import { headLimits } from '../../../../../src/renderer/telephony/wire/message-head.ts';
import { createRelay, type Piece } from '../../../../../src/renderer/telephony/wire/relay-link.ts';

const listening = () => {
  const heard: string[] = [];
  const opened = Promise.withResolvers<undefined>();
  const events: LinkEvents = {
    onOpen: () => opened.resolve(undefined),
    onMessage: (message) => heard.push(message),
    onClosed: () => undefined,
  };
  return { heard, events, opened: opened.promise };
};

describe('a cable of pieces between two desks', () => {
  it('takes messages apart and puts them together again, in their order', async () => {
    const there = listening();
    const pieces: Piece[] = [];
    const far = createRelay(() => undefined, 10);
    const near = createRelay((piece) => {
      pieces.push(piece);
      far.hear(piece);
    }, 10);
    far.open(there.events);
    const here = listening();
    const link = near.open(here.events);
    await Promise.all([here.opened, there.opened]);
    for (const message of ['INVITE sip:1001@practice.invalid', '0123456789', 'བོད་ཡིག་གི་ཚིག་རིང་པོ་ཞིག']) link.send(message);
    expect(there.heard).toEqual(['INVITE sip:1001@practice.invalid', '0123456789', 'བོད་ཡིག་གི་ཚིག་རིང་པོ་ཞིག']);
    expect(pieces.every(({ text }) => text.length <= 10)).toBe(true);
  });

  it('drops what is beyond every measure whole, and hears what comes after it', () => {
    const { heard, events } = listening();
    const relay = createRelay(() => undefined, 2000);
    relay.open(events);
    const text = 'x'.repeat(2000);
    for (let sent = 0; sent <= headLimits.message; sent += text.length) relay.hear({ text, isMore: true });
    relay.hear({ text: 'end' });
    relay.hear({ text: 'BYE' });
    expect(heard).toEqual(['BYE']);
  });

  it('hears nothing once it is closed, and the later of two links has it', () => {
    const [first, second] = [listening(), listening()];
    const sent: Piece[] = [];
    const relay = createRelay((piece) => sent.push(piece), 2000);
    const old = relay.open(first.events);
    const link = relay.open(second.events);
    old.close();
    relay.hear({ text: 'INVITE' });
    expect([first.heard, second.heard]).toEqual([[], ['INVITE']]);
    expect(() => old.send('BYE')).toThrow('not open');
    link.close();
    relay.hear({ text: 'BYE' });
    expect(second.heard).toEqual(['INVITE']);
    expect(sent).toEqual([]);
  });
});
