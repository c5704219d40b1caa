import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pageHeaders } from '../../../../src/main/shell/common/page-policy.ts';

test('the lines that stand in the page itself are allowed as they are, and no others', () => {
  const page = readFileSync(new URL('../../../../src/renderer/index.html', import.meta.url), 'utf8');
  const inline = [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, text = '']) => text);
  const hashes = inline.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  expect(hashes).toHaveLength(1);
  const policy = pageHeaders([])['content-security-policy'] ?? '';
  expect(policy).toContain(`script-src 'self' ${hashes.join(' ')};`);
});
