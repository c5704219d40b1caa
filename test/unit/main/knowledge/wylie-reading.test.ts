import { describe, expect, test } from 'vitest';
import { readWylie } from '../../../../src/main/db/knowledge/wylie-reading.ts';

describe('readWylie', () => {
  test.each([
    ['glog rin', 'གློག་རིན'],
    ['bkra shis bde legs', 'བཀྲ་ཤིས་བདེ་ལེགས'],
    ['bKra shis', 'བཀྲ་ཤིས'],
    ["mnga' ris", 'མངའ་རིས'],
    ['mnga’ ris', 'མངའ་རིས'],
    ["pa'i", 'པའི'],
    ['g.yag', 'གཡག'],
    ['  glog  ', 'གློག'],
    ['glog r', 'གློག'],
    ['go', 'གོ'],
    // Before letters that theirs never stand before.
    ['gasgrengs', 'གསྒྲེངས'],
    ["glog 'asngag", 'གློག་འསྔག'],
  ])('%s reads %s', (query, text) => expect(readWylie(query)?.text).toBe(text));

  test.each([
    'power outage',
    'bill',
    'meter',
    'outage',
    'tashi',
    'kata',
    'madam',
    'banana',
    'manager',
    'station',
    'phone',
    'AT&T',
    '停电',
    'glog 95598',
    'r',
    '',
    '"',
    'a'.repeat(300),
  ])('%s is no Wylie', (query) => expect(readWylie(query)).toBeUndefined());
});
