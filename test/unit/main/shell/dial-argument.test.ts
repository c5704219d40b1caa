import { expect, test } from 'vitest';
import { longestDialLink } from '../../../../src/shared/call/dial-link.ts';
import { dialLinkOf } from '../../../../src/main/shell/common/dial-argument.ts';

test('the link among the arguments of a second start', () => {
  expect(dialLinkOf(['--profile', 'xining', 'tel:+869715550101'])).toBe('tel:+869715550101');
  expect(dialLinkOf(['SIP:8001@pbx.example'])).toBe('SIP:8001@pbx.example');
  expect(dialLinkOf(['--no-open', 'https://pbx.example/tel:8001'])).toBeUndefined();
});

test('of one that is too long only enough to refuse it', () => {
  expect(dialLinkOf([`tel:${'9'.repeat(10_000)}`])).toHaveLength(longestDialLink + 1);
});
