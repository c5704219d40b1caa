import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileItem } from '../../../server/publish/content-files.ts';
import { publishFiles, withdrawEntries } from '../../../server/publish/publish-files.ts';
import { formIdOf, ticketFormSchema, type TicketForm } from '../../../src/shared/domain/ticket-form.ts';
import type { SubmittedTicket } from '../../../src/shared/domain/ticket.ts';
import { pullBodySchemas, type NumberBlock, type PushOutcome } from '../../../src/shared/sync/wire.ts';
import { numberOf, sampleTicket, ticketSketch } from '../../fakes/sample-mutations.ts';
import { TestSeat } from '../../fakes/test-seat.ts';
import { describeContract } from './engines.ts';
import { password, startTestCentre } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

const label = { 'zh-CN': '问', en: 'Q' };

/** A centre's own form of an opinion; its second version asks for another thing. */
function opinionForm(version: number, id: string): TicketForm {
  return ticketFormSchema.parse({ type: 'opinion', version, fields: [{ id, label, kind: 'amount', required: true }] });
}

const itemOf = (form: TicketForm): FileItem => ({ stream: 'forms', id: formIdOf(form), body: form });

describeContract('forms', (kind) => {
  let centre: TestCentre;
  let seat: TestSeat;
  let block: NumberBlock | undefined;
  let used = 0;
  beforeAll(async () => {
    centre = await startTestCentre(kind);
    seat = new TestSeat(centre.url, await centre.addAgent());
    [block] = (await seat.signIn(password)).numberBlocks;
  });
  afterAll(async () => {
    await centre.stop();
    await kind.dispose();
  });

  const fault = (changes: Partial<SubmittedTicket> = {}): SubmittedTicket =>
    sampleTicket(numberOf(block, used++), {
      ...{ type: 'faultRepair', subType: 'single-no-power', formVersion: 1, status: 'submitted' },
      ...{ isClosedAtFirstContact: false, ...changes },
    });
  const push = async (ticket: SubmittedTicket, seq = 1): Promise<Omit<PushOutcome, 'id'>> => {
    const [{ id: _id, ...outcome } = { id: '', outcome: 'retry' as const }] = await seat.push(
      seat.signMutation(seat.compose(ticketSketch(ticket, seq))),
    );
    return outcome;
  };
  const publish = (...forms: TicketForm[]) => publishFiles(centre.engine, forms.map(itemOf), Date.now());

  test('a ticket is held against the form that it names, and the field at fault is named', async () => {
    const now = Date.now();
    const refused = (code: string, field: string) => ({ outcome: 'rejected', code, field });
    const danger = { subType: 'line-danger', answers: { isDanger: true } };
    expect(await push(fault({ answers: { faultSince: now - 60_000 } }))).toEqual({ outcome: 'applied' });
    expect(await push(fault({ address: ' ' }))).toEqual(refused('ticket.missingField', 'address'));
    expect(await push(fault({ callerPhone: 'nobody' }))).toEqual(refused('ticket.fieldInvalid', 'callerPhone'));
    expect(await push(fault({ subType: 'line-danger' }))).toEqual(refused('ticket.missingField', 'isDanger'));
    expect(await push(fault(danger))).toEqual(refused('ticket.missingField', 'hazardPlace'));
    expect(await push(fault({ answers: { hazardPlace: '桥头' } }))).toEqual(
      refused('ticket.fieldInvalid', 'hazardPlace'),
    );
    expect(await push(fault({ answers: { faultSince: now + 3_600_000 } }))).toEqual(
      refused('ticket.fieldInvalid', 'faultSince'),
    );
  });

  test('a desk of before there were forms is held to what every fault ticket needs, and answers no questions', async () => {
    const { formVersion: _none, ...old } = fault();
    expect(await push(old)).toEqual({ outcome: 'applied' });
    const { formVersion: _either, ...strange } = fault({ answers: { otherPhone: '95598' } });
    expect(await push(strange)).toEqual({ outcome: 'rejected', code: 'ticket.fieldInvalid', field: 'formVersion' });
  });

  test('old and new versions of a form judge what was begun with each, also after they were withdrawn', async () => {
    const [first, second] = [opinionForm(100, 'damage'), opinionForm(101, 'loss')];
    const opinion = (formVersion: number, answers: Record<string, number>) =>
      fault({ type: 'opinion', subType: 'bill', formVersion, answers });
    const early = opinion(100, { damage: 5 });
    const unknown = { outcome: 'rejected', code: 'ticket.unknownForm', field: 'formVersion' };
    expect(await push(early)).toEqual(unknown);
    expect(await publish(first, second)).toEqual([{ stream: 'forms', changed: 2, same: 0 }]);
    // Refused for what was missing at the centre: the very same change is judged anew.
    expect(await push(early)).toEqual({ outcome: 'applied' });
    const { items } = await seat.pullAll('forms');
    expect(items.map((item) => item.op === 'put' && pullBodySchemas.forms.parse(item.body).version)).toEqual([
      100, 101,
    ]);
    expect(await withdrawEntries(centre.engine, 'forms', [formIdOf(first)])).toBe(1);
    expect((await seat.pullAll('forms')).items).toContainEqual({ op: 'drop', id: 'opinion.100' });
    expect(await push(opinion(100, { damage: 5 }))).toEqual({ outcome: 'applied' });
    expect(await push(opinion(101, { damage: 5 }))).toMatchObject({ code: 'ticket.missingField', field: 'loss' });
    expect(await push(opinion(102, {}))).toEqual(unknown);
  });

  test('a version that was published never changes', async () => {
    await publish(opinionForm(200, 'damage'));
    await expect(publish(opinionForm(201, 'damage'), opinionForm(200, 'loss'))).rejects.toThrow(
      'forms: opinion.200 was published with other content; give it the next version',
    );
    expect((await seat.pullAll('forms')).items).not.toContainEqual(expect.objectContaining({ id: 'opinion.201' }));
    expect(await publish(opinionForm(200, 'damage'))).toEqual([{ stream: 'forms', changed: 0, same: 1 }]);
  });
});
