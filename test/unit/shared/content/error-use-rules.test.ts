import { describe, expect, it } from 'vitest';
import { errorUseProblems, errorUses } from '../../../../src/shared/content/error-use-rules.ts';

const texts = new Map([
  ['auth.locked', ['until']],
  ['storage.busy', []],
  ['profile.invalid', ['file', 'field']],
]);

function uses(text: string) {
  return errorUses({ file: 'src/a.ts', text }, [...texts.keys()]);
}

describe('errorUses', () => {
  it.each<[string, string[], string[] | undefined]>([
    ["appError('storage.busy', 'user')", ['storage.busy'], []],
    ["appError('auth.locked', 'user', { until: at(1, [2]) })", ['auth.locked'], ['until']],
    ["appError('profile.invalid', 'none', { file, field: 'a, b)' })", ['profile.invalid'], ['file', 'field']],
    ["appError(\n  isBusy ? 'storage.busy' : 'auth.locked',\n  'user',\n)", ['storage.busy', 'auth.locked'], []],
    ["appError('auth.locked', 'user', refusal.params)", ['auth.locked'], undefined],
    ["appError('auth.locked', 'user', { ...more })", ['auth.locked'], undefined],
  ])('reads %j', (text, codes, params) => {
    expect(uses(text)).toEqual([{ file: 'src/a.ts', line: 1, codes, params }]);
  });

  it('passes over the maker itself and codes that only the run knows', () => {
    expect(uses("function appError(code: 'auth.locked') {}\nappError(code, 'user')")).toEqual([]);
  });
});

describe('errorUseProblems', () => {
  it('names file, line and the variable that stays blank', () => {
    const text = "\n\nconst a = appError('profile.invalid', 'none', { file });\n";
    expect(errorUseProblems([{ file: 'src/a.ts', text }], texts)).toEqual([
      { file: 'src/a.ts', line: 3, path: [], reason: 'error profile.invalid without {{field}}, which its text shows' },
    ]);
  });

  it('lets the code give more than the text shows, or leave it to the run', () => {
    const text = "appError('storage.busy', 'user', { place }); appError('auth.locked', 'user', params);";
    expect(errorUseProblems([{ file: 'src/a.ts', text }], texts)).toEqual([]);
  });
});
