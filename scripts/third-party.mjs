import './runtime-guard.mjs';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './tools.mjs';

/**
 * Writes THIRD-PARTY-NOTICES.md from what is installed: every package that ships with the desk, with its licence text.
 * `--check` writes nothing; it fails when the file is out of date. Both fail on a licence that is not in the list.
 */
const file = join(root, 'THIRD-PARTY-NOTICES.md');
const permissive = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'PostgreSQL',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
]);
/** Installed as a tool, but part of the desktop app. */
const shippedTools = new Set(['electron']);

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const shipped = Object.entries(packages)
  .filter(
    ([path, entry]) => path !== '' && (!entry.dev || shippedTools.has(nameOf(path))) && existsSync(join(root, path)),
  )
  // Bound to one platform: the notices are the same wherever they are written.
  .filter(([, entry]) => entry.os === undefined && entry.cpu === undefined)
  .map(([path]) => describe(path))
  .sort((a, b) => (a.title < b.title ? -1 : 1))
  .filter(({ title }, index, all) => title !== all[index - 1]?.title);

const refused = shipped.filter(({ licence }) => !isPermissive(licence));
for (const { title, licence } of refused)
  console.error(`${title}: the licence "${licence}" is not in the list of permissive ones.`);
const text = render();
if (process.argv.includes('--check')) {
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!isCurrent) console.error('THIRD-PARTY-NOTICES.md is out of date: npm run third-party');
  process.exit(isCurrent && refused.length === 0 ? 0 : 1);
}
writeFileSync(file, text);
process.exit(refused.length === 0 ? 0 : 1);

function nameOf(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

function describe(path) {
  const folder = join(root, path);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const licence =
    typeof manifest.license === 'string'
      ? manifest.license
      : (manifest.license?.type ?? manifest.licenses?.[0]?.type ?? 'none');
  const texts = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isLicenceFile(relative(folder, join(entry.parentPath, entry.name))))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path, 'utf8').replaceAll('\r\n', '\n').trim());
  return { title: `${manifest.name} ${manifest.version}`, licence, texts };
}

/** A file of that name, or any file in a folder of that name. */
function isLicenceFile(path) {
  return /^(licen[cs]es?|copying|notice)([.-][^/\\]*)?([/\\][^/\\]+)?$/i.test(path);
}

/** An expression in SPDX's words: with OR one side is enough, with AND all count. */
function isPermissive(expression) {
  const plain = expression.replace(/[()]/g, '');
  return plain.split(' OR ').some((side) => side.split(' AND ').every((name) => permissive.has(name.trim())));
}

function render() {
  const parts = shipped.map(
    ({ title, licence, texts }) =>
      `## ${title}\n\nLicence: ${licence}\n\n${texts.map((one) => `\`\`\`text\n${one}\n\`\`\`\n`).join('\n')}`,
  );
  return `# Third-party notices\n\nTashi Desk ships with the packages below, each under its own licence. Written by \`npm run third-party\`.\n\n${parts.join('\n')}`;
}
