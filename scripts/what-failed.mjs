/**
 * What a report of vitest or playwright says went wrong, as lines for the end of a long log.
 *
 * @typedef {{ name: string, why: string }} Entry
 * @typedef {{ failed: Entry[], again: Entry[] }} WhatFailed `again`: green only at the second try
 */

/** The first line says what kind of thing was expected, those after it of what: all on one. */
const firstLines = (text = '') =>
  text
    .replace(/\u001B\[[\d;]*m/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 5)
    .join(' | ')
    .slice(0, 400);

/** Where playwright stood: the line of the test, not of what it called. */
const placeOf = ({ stack = '', location } = {}, file = '') => {
  const inTest = new RegExp(`${file.replaceAll('.', '\\.')}:(\\d+)`).exec(stack)?.[1];
  const line = inTest ?? location?.line;
  return line === undefined ? '' : ` (line ${line})`;
};

/** @returns {WhatFailed} */
export function readVitest({ testResults = [] } = {}) {
  const all = testResults.flatMap((file) => [
    // A file that could not be loaded has no tests to blame.
    ...(file.status === 'failed' && file.assertionResults.length === 0
      ? [{ name: file.name.split('/').at(-1), why: firstLines(file.message), isFailed: true }]
      : []),
    ...file.assertionResults
      .filter(({ failureMessages }) => (failureMessages?.length ?? 0) > 0)
      .map(({ fullName, status, failureMessages }) => ({
        name: fullName,
        why: firstLines(failureMessages[0]),
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
        // A second try often fails at something else than the first.
        why: results
          .filter(({ error }) => error)
          .map(({ error }) => firstLines(error.message) + placeOf(error, file))
          .join('\n  then: '),
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
