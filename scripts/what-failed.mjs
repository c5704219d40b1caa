/**
 * What a report of vitest or playwright says went wrong, as lines for the end of a long log.
 *
 * @typedef {{ name: string, why: string }} Entry
 * @typedef {{ failed: Entry[], again: Entry[] }} WhatFailed `again`: green only at the second try
 */

const firstLine = (text = '') =>
  text
    .replace(/\u001B\[[\d;]*m/g, '')
    .split('\n')[0]
    .slice(0, 300);

/** @returns {WhatFailed} */
export function readVitest({ testResults = [] } = {}) {
  const all = testResults.flatMap((file) => [
    // A file that could not be loaded has no tests to blame.
    ...(file.status === 'failed' && file.assertionResults.length === 0
      ? [{ name: file.name.split('/').at(-1), why: firstLine(file.message), isFailed: true }]
      : []),
    ...file.assertionResults
      .filter(({ failureMessages }) => (failureMessages?.length ?? 0) > 0)
      .map(({ fullName, status, failureMessages }) => ({
        name: fullName,
        why: firstLine(failureMessages[0]),
        isFailed: status === 'failed',
      })),
  ]);
  return split(all);
}

/** @returns {WhatFailed} */
export function readPlaywright({ suites = [] } = {}) {
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const all = suites.flatMap(specs).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => ({
        name: `${file}: ${title}`,
        why: firstLine(results.find(({ error }) => error)?.error.message),
        isFailed: status === 'unexpected',
      })),
  );
  return split(all);
}

function split(all) {
  const plain = (isFailed) =>
    all.filter((entry) => entry.isFailed === isFailed).map(({ name, why }) => ({ name, why }));
  return { failed: plain(true), again: plain(false) };
}
