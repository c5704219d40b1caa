import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { createAdditionStore, type ChosenSms } from '../../../../src/renderer/features/tickets/addition-store.ts';
import { withSupplementDraft, type SupplementDraft } from '../../../../src/shared/domain/supplement-draft.ts';
import type { Supplement, TicketAddition } from '../../../../src/shared/domain/ticket-addition.ts';
import { ticketIdSchema } from '../../../../src/shared/ids.ts';
import type { SmsOffer } from '../../../../src/shared/ipc/addition-commands.ts';
import { appError } from '../../../../src/shared/ipc/app-error.ts';
import { scriptedDesk } from '../../../fakes/scripted-desk.ts';

const ticket = { id: ticketIdSchema.parse(uuidv7()), number: 'W-1', callId: undefined };
const other = { id: ticketIdSchema.parse(uuidv7()), number: 'W-2', callId: undefined };
const agentNo = '2088' as TicketAddition['by'];
const lost = appError('ipc.coreGone', 'auto');

/** A machine that keeps what it is told, and the pages that come up on it one after the other. */
function seat() {
  const machine = {
    drafts: [] as SupplementDraft[],
    added: [] as Supplement[],
    maskedNumber: '139 •••• 0012',
    page() {
      const desk = scriptedDesk({
        'additions:drafts': () => machine.drafts,
        'additions:keepDraft': (draft) => {
          machine.drafts = withSupplementDraft(machine.drafts, draft);
          return { savedAt: 0 };
        },
        'additions:supplement': (supplement) => {
          machine.added.push(supplement);
          return {};
        },
        'additions:list': () =>
          machine.added.map(({ id, text }) => ({ kind: 'supplement', id, text, by: agentNo, at: 0, sync: 'queued' })),
        'sms:offer': (): SmsOffer => ({
          ...{ isPortOpen: true, number: 'W-1', agentNo, timeZone: 'Asia/Shanghai', language: 'zh-Hans', texts: [] },
          recipients: [{ to: 'contact', maskedNumber: machine.maskedNumber, isMobile: true }],
        }),
        'sms:send': () => ({}),
      });
      const store = createAdditionStore(desk);
      const typed = (): string | undefined => store.drafts.getState()[ticket.id];
      const idsOf = (command: string) =>
        desk.calls.filter(({ name }) => name === command).map(({ input }) => (input as { id: string }).id);
      return { desk, store, typed, idsOf, ...store.actions };
    },
  };
  return machine;
}

test('a supplement that is typed is there again in the next page, each ticket has its own, and no other agent sees it', async () => {
  const machine = seat();
  const page = machine.page();
  page.openSupplement(other);
  page.write('别的');
  page.openSupplement(ticket);
  page.write('门牌是拾');
  page.write('门牌是拾贰号 ');
  await page.store.drafts.flush();
  // Signing out takes it off the page, not off the disk.
  page.clear();
  expect(page.typed()).toBeUndefined();
  const next = machine.page();
  const loaded = next.load();
  next.openSupplement(other);
  next.write('别的了');
  await loaded;
  expect(next.store.drafts.getState()).toEqual({ [ticket.id]: '门牌是拾贰号 ', [other.id]: '别的了' });
  const late = machine.page();
  const loading = late.load();
  late.clear();
  await loading;
  expect(late.store.drafts.getState()).toEqual({});
});

test('added, it goes from the field and the disk; what was typed on meanwhile stays, with the sheet', async () => {
  const machine = seat();
  const { store, typed, ...page } = machine.page();
  page.openSupplement(ticket);
  page.write('门牌是拾贰号 ');
  await page.supplement();
  await store.drafts.flush();
  expect([store.getState().sheet, typed(), machine.drafts]).toEqual([undefined, undefined, []]);
  page.openSupplement(ticket);
  page.write('有狗');
  const adding = page.supplement();
  page.write('有狗，很凶');
  await adding;
  await store.drafts.flush();
  expect(machine.added.map(({ text }) => text)).toEqual(['门牌是拾贰号', '有狗']);
  expect(machine.drafts).toEqual([{ ticketId: ticket.id, text: '有狗，很凶' }]);
  expect(store.getState()).toMatchObject({ sheet: { kind: 'supplement' }, isBusy: false, error: undefined });
});

test('sent again because the answer was lost it is one; a text that was changed since is another', async () => {
  const { desk, store, typed, idsOf, ...page } = seat().page();
  page.openSupplement(ticket);
  page.write('门牌是拾贰号');
  desk.failNext('additions:supplement', lost);
  await page.supplement();
  expect([typed(), store.getState().error]).toEqual(['门牌是拾贰号', lost]);
  desk.failNext('additions:supplement', lost);
  await page.supplement();
  page.write('门牌是拾叁号');
  await page.supplement();
  page.openSupplement(ticket);
  page.write('门牌是拾叁号');
  await page.supplement();
  const [first, again, changed, later] = idsOf('additions:supplement');
  expect(again).toBe(first);
  expect(new Set([first, changed, later]).size).toBe(3);
});

test('a message keeps what was written for it over Esc, until it is sent', async () => {
  const { desk, store, idsOf, ...page } = seat().page();
  const draft = { textId: 'visit', values: { visitTime: '明天上午' } };
  const sms: ChosenSms = {
    ...{ textId: 'visit', textVersion: 1, lang: 'zh-Hans', values: draft.values, to: 'contact' },
    ...{ maskedNumber: '139 •••• 0012', text: '明天上午上门' },
  };
  await page.openSms(ticket);
  page.writeSms({ textId: 'visit' });
  page.writeSms({ values: draft.values });
  page.close();
  await page.openSms(ticket);
  expect(store.getState().smsDrafts[ticket.id]).toEqual(draft);
  desk.failNext('sms:send', lost);
  await page.send(sms);
  expect(store.getState().smsDrafts[ticket.id]).toEqual(draft);
  desk.failNext('sms:send', lost);
  await page.send({ ...sms, values: { visitTime: '后天' }, text: '后天上门' });
  await page.send({ ...sms, values: { visitTime: '后天' }, text: '后天上门' });
  expect(store.getState()).toMatchObject({ sheet: undefined, smsDrafts: {} });
  const [first, changed, again] = idsOf('sms:send');
  expect([changed === first, again === changed]).toEqual([false, true]);
});

test('the number on the sheet follows a correction, and is read again where the core says that it changed', async () => {
  const machine = seat();
  const { desk, store, ...page } = machine.page();
  const shown = () => store.getState().offer?.recipients[0]?.maskedNumber;
  await page.openSms(ticket);
  machine.maskedNumber = '138 •••• 0099';
  desk.tell('directoryUpdated', {});
  await desk.settled();
  expect(shown()).toBe('138 •••• 0099');
  machine.maskedNumber = '137 •••• 0001';
  desk.failNext('sms:send', appError('sms.numberChanged', 'user'));
  const named = { textId: 'visit', textVersion: 1, lang: 'zh-Hans', values: {} };
  await page.send({ ...named, to: 'contact', maskedNumber: '138 •••• 0099', text: '好' });
  expect([shown(), store.getState().error?.code]).toEqual(['137 •••• 0001', 'sms.numberChanged']);
});
