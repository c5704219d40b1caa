import { describe, expect, test } from 'vitest';
import { readStartOptions, withoutProfile } from '../../../../src/main/shell/common/start-options.ts';

describe('start options', () => {
  test('nothing asked: the desk chooses and opens a window', () => {
    expect(readStartOptions(['.', '--inspect'])).toEqual({
      ...{ shouldOpen: true, isReplacing: false, isSecond: false },
    });
  });

  test('a profile, a file to set up, no window', () => {
    expect(readStartOptions(['--no-open', '--profile', 'xining'])).toEqual({
      ...{ shouldOpen: false, isReplacing: false, isSecond: false, profileName: 'xining' },
    });
    expect(readStartOptions(['--setup=seat.json', '--replace'])).toEqual({
      ...{ shouldOpen: true, isReplacing: true, isSecond: false, setUpFile: 'seat.json' },
    });
    expect(readStartOptions(['--second'])).toMatchObject({ isSecond: true });
  });

  test.each([
    [['--profile', '../other']],
    [['--profile']],
    [['--setup']],
    [['--setup=']],
    [['--second', '--setup', 'a']],
    [['--second', '--profile', 'live']],
  ])('%j is refused', (argv) => {
    expect(readStartOptions(argv)).toMatchObject({ problem: expect.stringContaining(String(argv[0]).slice(0, 7)) });
  });

  test('starting again on another profile keeps every other argument', () => {
    expect(withoutProfile(['.', '--profile', 'a', '--no-sandbox', '--profile=b', 'x'])).toEqual([
      '.',
      '--no-sandbox',
      'x',
    ]);
  });
});
