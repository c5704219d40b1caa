// Writes src/shared/text/trad-simp-table.ts: per character, Traditional and variant forms → the form the search index
// uses. Run once by hand when OpenCC's data or the list below changes; the index rules version must then go up too.
import { writeFileSync } from 'node:fs';
import * as OpenCC from 'opencc-js';

// What OpenCC leaves apart although callers and articles mix them freely. The target is what both sides become.
const byHand = ['衞卫', '枱台', '覆复', '帐账', '帳账', '馀余', '戸户', '著着', '瞭了', '甚什', '甦苏'];

const converters = ['hk', 't', 'tw'].map((from) => OpenCC.Converter({ from, to: 'cn' }));
const table = new Map();

for (let point = 0x3400; point <= 0x323af; point++) {
  const char = String.fromCodePoint(point);
  if (!/^\p{Script=Han}$/u.test(char)) continue;
  const target = converters.map((convert) => convert(char)).find((folded) => folded !== char);
  // Folding must keep the length in UTF-16 units, so that offsets stay valid.
  if (target !== undefined && target.length === char.length) table.set(char, target);
}
for (const [char, target] of byHand) table.set(char, target);

const settle = (char) => {
  const seen = new Set();
  while (table.has(char) && !seen.has(char)) {
    seen.add(char);
    char = table.get(char);
  }
  return char;
};
const pairs = [...table.keys()]
  .map((char) => [char, settle(char)])
  .filter(([char, target]) => char !== target)
  .sort(([a], [b]) => a.codePointAt(0) - b.codePointAt(0));

const lines = [];
for (let i = 0; i < pairs.length; i += 25)
  lines.push(
    `  '${pairs
      .slice(i, i + 25)
      .flat()
      .join('')}',`,
  );
writeFileSync(
  new URL('../src/shared/text/trad-simp-table.ts', import.meta.url),
  `// Made by scripts/make-fold-table.mjs from OpenCC data (Apache-2.0); not to be edited by hand.

/** Pairs of characters, from and to, one after the other. Both have the same length in UTF-16 units. */
export const tradSimpPairs: string = [
${lines.join('\n')}
].join('');
`,
);
