import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FormAnswer, SubmittedTicket } from '../../../../src/shared/domain/ticket.ts';
import { mergeTickets } from '../../../../src/shared/ticket/merge-tickets.ts';
import { sampleTicket } from '../../../fakes/sample-mutations.ts';

const ground = sampleTicket('W-20611', { status: 'submitted', isClosedAtFirstContact: false, formVersion: 1 });
const text = fc.constantFrom('', 'a', 'b', '停电', 'གློག་ཆད།');
const freeAnswers = new Set(['story']);

/** Few values for each field, so that sides agree as often as they differ. */
const content = fc.record(
  {
    callerName: text,
    callerPhone: text,
    address: text,
    description: text,
    area: fc.constantFrom('hainan', 'guide'),
    subType: fc.constantFrom('one', 'two'),
    priority: fc.constantFrom('low', 'high'),
    dueAt: fc.constantFrom(1, 2),
    answers: fc.dictionary(fc.constantFrom('story', 'colour', 'size'), text as fc.Arbitrary<FormAnswer>, {
      maxKeys: 3,
    }),
    status: fc.constantFrom('submitted', 'processing'),
    updatedAt: fc.constantFrom(10, 20, 30),
  },
  {
    requiredKeys: [
      'callerName',
      'callerPhone',
      'address',
      'description',
      'area',
      'subType',
      'priority',
      'status',
      'updatedAt',
    ],
  },
);
const ticket = content.map((changes): SubmittedTicket => ({ ...ground, ...changes }));
const three = fc.record({ base: ticket, mine: ticket, theirs: ticket });

const contact = ['callerName', 'callerPhone', 'address'] as const;
const wordsOf = ({ updatedAt: _u, status: _s, ...rest }: SubmittedTicket): unknown => ({
  ...rest,
  answers: Object.entries(rest.answers ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)),
});

test('a side that changed nothing leaves the other as it is, and two that did the same don’t clash', () => {
  fc.assert(
    fc.property(ticket, ticket, (base, side) => {
      for (const versions of [
        { base, mine: side, theirs: base },
        { base, mine: base, theirs: side },
        { base, mine: side, theirs: side },
      ]) {
        const { merged, clashes } = mergeTickets(versions, { freeAnswers });
        expect(wordsOf(merged)).toEqual(wordsOf(side));
        expect(clashes).toEqual([]);
      }
    }),
  );
});

test('the status is always the centre’s, and no field comes from nowhere', () => {
  fc.assert(
    fc.property(three, (versions) => {
      const { mine, theirs } = versions;
      const { merged } = mergeTickets(versions, { freeAnswers });
      expect(merged.status).toBe(theirs.status);
      expect(merged.number).toBe(theirs.number);
      expect(merged.updatedAt).toBe(Math.max(mine.updatedAt, theirs.updatedAt));
      for (const key of [...contact, 'description', 'area', 'subType', 'priority', 'dueAt'] as const) {
        expect([mine[key], theirs[key]]).toContain(merged[key]);
      }
      for (const [id, answer] of Object.entries(merged.answers ?? {})) {
        expect([mine.answers?.[id], theirs.answers?.[id]]).toContain(answer);
      }
    }),
  );
});

test('how the caller is reached is as the later has it where both changed it', () => {
  fc.assert(
    fc.property(three, (versions) => {
      const { base, mine, theirs } = versions;
      const { merged } = mergeTickets(versions, { freeAnswers });
      for (const key of contact) {
        if (mine[key] === base[key]) expect(merged[key]).toBe(theirs[key]);
        else if (theirs[key] === base[key]) expect(merged[key]).toBe(mine[key]);
        else expect(merged[key]).toBe((mine.updatedAt > theirs.updatedAt ? mine : theirs)[key]);
      }
    }),
  );
});

test('texts clash exactly where both sides changed one, each in its own way', () => {
  fc.assert(
    fc.property(three, (versions) => {
      const { base, mine, theirs } = versions;
      const { merged, clashes } = mergeTickets(versions, { freeAnswers });
      const isClash = mine.description !== theirs.description && base.description !== mine.description;
      expect(clashes.includes('description')).toBe(isClash && base.description !== theirs.description);
      if (clashes.includes('description')) expect(merged.description).toBe(theirs.description);
      for (const clash of clashes) expect(['description', 'answers.story']).toContain(clash);
    }),
  );
});

test('answers of another sub-type or area never mix with those of this one', () => {
  fc.assert(
    fc.property(three, (versions) => {
      const { mine, theirs } = versions;
      fc.pre(mine.subType !== theirs.subType || mine.area !== theirs.area);
      const { merged } = mergeTickets(versions, { freeAnswers });
      const shape = ({ subType, area, answers }: SubmittedTicket): unknown => ({ subType, area, answers });
      expect([shape(mine), shape(theirs)]).toContainEqual(shape(merged));
    }),
  );
});

test('whichever side sends first, the same comes of it, but for the status', () => {
  fc.assert(
    fc.property(three, ({ base, mine, theirs }) => {
      fc.pre(mine.updatedAt !== theirs.updatedAt);
      const one = mergeTickets({ base, mine, theirs }, { freeAnswers });
      const other = mergeTickets({ base, mine: theirs, theirs: mine }, { freeAnswers });
      expect([...one.clashes].sort()).toEqual([...other.clashes].sort());
      if (one.clashes.length === 0) expect(wordsOf(one.merged)).toEqual(wordsOf(other.merged));
    }),
  );
});
