import type Database from 'better-sqlite3';
import type { Customer } from '../../../shared/domain/customer.ts';
import { foldText } from '../../../shared/text/fold-text.ts';
import { indexText } from '../../../shared/text/index-text.ts';
import { numberKey } from '../../../shared/text/number-text.ts';
import { indexRules } from '../knowledge/index-upkeep.ts';

/** Where customers are found by name, address and numbers. */
export interface CustomerIndex {
  /** Until it is added again; the caller opens the transaction. */
  remove(no: number): void;
  /** Adds some of those that are not in it, in a transaction of its own; false when no more are left. */
  addSome(): boolean;
}

const customersAtOnce = 50;

/** Empties an index that was written by other rules; `addSome` then fills it bit by bit. */
export function createCustomerIndex(db: Database.Database): CustomerIndex {
  checkRules(db);
  const mark = db.prepare<[string, number]>('UPDATE customers SET is_indexed = 1, name_key = ? WHERE no = ?');
  const unmark = db.prepare<[number]>('UPDATE customers SET is_indexed = 0 WHERE no = ?');
  const addWords = db.prepare<[number, string, string]>(
    'INSERT INTO customer_words (rowid, name, address) VALUES (?, ?, ?)',
  );
  const dropWords = db.prepare<[number]>('DELETE FROM customer_words WHERE rowid = ?');
  const addNumbers = db.prepare<[number, string]>('INSERT INTO customer_numbers (rowid, numbers) VALUES (?, ?)');
  const dropNumbers = db.prepare<[number]>('DELETE FROM customer_numbers WHERE rowid = ?');
  const left = db.prepare<[number], { no: number; body: string }>(
    'SELECT no, body FROM customers WHERE is_indexed = 0 ORDER BY no LIMIT ?',
  );
  const add = (no: number, customer: Customer): void => {
    addWords.run(no, indexText(customer.name), indexText(customer.address ?? ''));
    addNumbers.run(no, numbersText(numberKeysOf(customer)));
    mark.run(nameKey(customer.name), no);
  };
  const addSome = db.transaction((): number => {
    const rows = left.all(customersAtOnce);
    for (const { no, body } of rows) add(no, JSON.parse(body) as Customer);
    return rows.length;
  });
  return {
    remove: (no) => {
      unmark.run(no);
      dropWords.run(no);
      dropNumbers.run(no);
    },
    addSome: () => addSome.immediate() === customersAtOnce,
  };
}

/** Two customers with the same one are found by the same words and numbers. */
export function indexedTextOf({ name, address, phones, accountNo }: Customer): string {
  return JSON.stringify([name, address, phones, accountNo]);
}

/** The numbers by which a customer is known, in the form that is compared. */
export function numberKeysOf({ phones, accountNo }: Pick<Customer, 'phones' | 'accountNo'>): string[] {
  return [...phones, ...(accountNo === undefined ? [] : [accountNo])].map(numberKey).filter((key) => key !== '');
}

/** A name or the beginning of one, as it is compared: folded, without spaces. */
export function nameKey(name: string): string {
  return foldText(name).text.replaceAll(/\s+/g, '');
}

/** Numbers with a sign at either end that is in none of them: a whole number is found between two. */
export function numbersText(keys: readonly string[]): string {
  return ['', ...keys, ''].join('|');
}

function checkRules(db: Database.Database): void {
  const found = db.prepare<[], number>('SELECT rules FROM index_state').pluck().get();
  if (found === indexRules) return;
  db.transaction(() => {
    db.exec(`
      INSERT INTO customer_words (customer_words) VALUES ('delete-all');
      INSERT INTO customer_numbers (customer_numbers) VALUES ('delete-all');
      UPDATE customers SET is_indexed = 0 WHERE is_indexed = 1;
    `);
    db.prepare<[number]>('INSERT OR REPLACE INTO index_state (only_row, rules) VALUES (1, ?)').run(indexRules);
  }).immediate();
}
