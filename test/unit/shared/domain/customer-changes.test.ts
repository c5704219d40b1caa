import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../../src/shared/domain/customer.ts';
import {
  changedFields,
  changesBetween,
  contentOf,
  customerChangesSchema,
  customerFields,
  isSameValue,
  mergeChanges,
  onlyFields,
  valueOf,
  withChanges,
  type CustomerContent,
} from '../../../../src/shared/domain/customer-changes.ts';
import type { CustomerId } from '../../../../src/shared/ids.ts';

const text = (max: number) => fc.string({ maxLength: max, unit: 'grapheme' }).filter((value) => value.length <= max);
const few = (...values: string[]) => fc.constantFrom(...values);
const phone = fc.constantFrom('+8613900000071', '+8613900000011', '+85221234567', '+869748512345');

/** Few values on purpose: agents often enter the same. */
const anyContent: fc.Arbitrary<CustomerContent> = fc.record(
  {
    name: fc.oneof(
      few('卓玛', '卓瑪', 'སྒྲོལ་མ'),
      text(60).filter((value) => value !== ''),
    ),
    salutation: few('女士', '先生', ''),
    phones: fc.uniqueArray(phone, { maxLength: 3 }),
    accountNo: few('0630 0000 8812', '0630 0000 8821'),
    address: fc.oneof(few('东巴村 18 号', '东巴村 81 号'), text(200)),
    area: few('hainan', 'guide'),
    language: fc.constantFrom('adx' as const, 'zh-Hans' as const),
  },
  { requiredKeys: ['name', 'salutation', 'phones'] },
);

const anyCustomer: fc.Arbitrary<Customer> = anyContent.map((content) => ({
  ...content,
  id: 'c-1' as CustomerId,
  managerName: '才让',
  isSpecialHandling: true,
  updatedAt: 5,
}));

describe('a correction, field by field', () => {
  it('holds exactly what differs, and leads from the one to the other', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (before, after) => {
        const changes = changesBetween(before, after);
        expect(customerChangesSchema.parse(changes)).toEqual(changes);
        for (const field of customerFields) {
          const isSame = isSameValue(valueOf(before, field), valueOf(after, field));
          expect(changes[field] === undefined).toBe(isSame);
        }
        expect(withChanges(before, changes)).toEqual(after);
        expect(mergeChanges(before, changes)).toEqual({ merged: after, conflicts: [] });
      }),
    );
  });

  it('leaves alone what it does not name, the centre’s own fields too', () => {
    fc.assert(
      fc.property(anyCustomer, anyContent, anyContent, (current, before, after) => {
        const changes = changesBetween(before, after);
        const { merged } = mergeChanges(current, changes);
        const { id, managerName, isSpecialHandling, updatedAt } = merged;
        expect({ id, managerName, isSpecialHandling, updatedAt }).toEqual({
          id: current.id,
          managerName: current.managerName,
          isSpecialHandling: current.isSpecialHandling,
          updatedAt: current.updatedAt,
        });
        for (const field of customerFields.filter((name) => changes[name] === undefined)) {
          expect(valueOf(merged, field)).toEqual(valueOf(current, field));
        }
      }),
    );
  });

  it('of two agents who correct different fields both win, in whatever order they arrive', () => {
    const halves = fc.subarray([...customerFields]);
    fc.assert(
      fc.property(anyCustomer, anyContent, anyContent, halves, (seen, one, other, mine) => {
        const ofOne = onlyFields(changesBetween(contentOf(seen), one), mine);
        const rest = customerFields.filter((field) => !mine.includes(field));
        const ofOther = onlyFields(changesBetween(contentOf(seen), other), rest);
        const there = mergeChanges(mergeChanges(seen, ofOne).merged, ofOther);
        const back = mergeChanges(mergeChanges(seen, ofOther).merged, ofOne);
        expect(there.conflicts).toEqual([]);
        expect(back.conflicts).toEqual([]);
        expect(there.merged).toEqual(back.merged);
        expect(there.merged).toEqual(withChanges(withChanges(seen, ofOne), ofOther));
      }),
    );
  });

  it('of two who correct the same field the first stays, and the second is told unless both say the same', () => {
    fc.assert(
      fc.property(anyCustomer, anyContent, anyContent, (seen, one, other) => {
        const ofOne = changesBetween(contentOf(seen), one);
        const ofOther = changesBetween(contentOf(seen), other);
        const first = mergeChanges(seen, ofOne).merged;
        const { merged, conflicts } = mergeChanges(first, ofOther);
        for (const field of customerFields) {
          const clashes =
            ofOne[field] !== undefined &&
            ofOther[field] !== undefined &&
            !isSameValue(valueOf(one, field), valueOf(other, field));
          expect(conflicts.includes(field), field).toBe(clashes);
          if (clashes) expect(valueOf(merged, field)).toEqual(valueOf(first, field));
        }
      }),
    );
  });

  it('no value is lost without a word: it is in the record, or its field is in conflict', () => {
    fc.assert(
      fc.property(anyCustomer, anyContent, anyContent, (current, before, after) => {
        const changes = changesBetween(before, after);
        const { merged, conflicts } = mergeChanges(current, changes);
        for (const field of changedFields(changes)) {
          const isThere = isSameValue(valueOf(merged, field), valueOf(after, field));
          expect(isThere || conflicts.includes(field)).toBe(true);
        }
      }),
    );
  });

  it('applied again it changes nothing, and what was chosen against the newest value always passes', () => {
    fc.assert(
      fc.property(anyCustomer, anyContent, anyContent, (current, before, after) => {
        const changes = changesBetween(before, after);
        const once = mergeChanges(current, changes);
        expect(mergeChanges(once.merged, onlyFields(changes, once.conflicts)).merged).toEqual(once.merged);
        const chosen = onlyFields(changesBetween(contentOf(once.merged), after), once.conflicts);
        expect(mergeChanges(once.merged, chosen).conflicts).toEqual([]);
      }),
    );
  });

  it('a field of a newer desk is refused, not dropped', () => {
    const known = { name: { base: 'a', value: 'b' } };
    expect(customerChangesSchema.safeParse(known).success).toBe(true);
    expect(customerChangesSchema.safeParse({ ...known, birthday: { base: null, value: '1' } }).success).toBe(false);
    expect(customerChangesSchema.safeParse({ name: { base: 'a', value: null } }).success).toBe(false);
    expect(customerChangesSchema.safeParse({ address: { base: 'a', value: null } }).success).toBe(true);
  });
});
