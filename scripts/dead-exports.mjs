import './runtime-guard.mjs';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from './tools.mjs';

/**
 * Finds functions, classes and constants that are exported and used nowhere: not in their own file, in no other (a test
 * counts). What is not exported is eslint's to find. Types are left out: naming what a signature says is worth it.
 */
const searched = ['src', 'server'];
const readers = ['src', 'server', 'test', 'scripts'];

const files = readers.flatMap((folder) => listFiles(join(root, folder)));
const exported = [];
const imported = new Map();
for (const file of files) read(file);

const dead = exported.filter(({ file, name }) => {
  const users = imported.get(file);
  return !users?.has(name) && !users?.has('*');
});
for (const { file, name } of dead) console.log(`${relative(root, file)}: nothing uses ${name}`);
process.exit(dead.length === 0 ? 0 : 1);

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

function read(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false);
  const isSearched = searched.some((folder) => file.startsWith(join(root, folder)));
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) useImport(file, statement);
    else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier)
      useNames(file, statement.moduleSpecifier.text, ['*']);
    else if (isSearched && isExported(statement)) {
      for (const name of valueNames(statement)) if (!isUsedWithin(source, name)) exported.push({ file, name });
    }
  }
  visitDynamicImports(file, source);
}

/** More than the one time that its declaration names it. */
function isUsedWithin(source, name) {
  let count = 0;
  const visit = (node) => {
    if (ts.isIdentifier(node) && node.text === name) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count > 1;
}

function useImport(file, statement) {
  const bindings = statement.importClause?.namedBindings;
  const names =
    bindings && ts.isNamedImports(bindings)
      ? bindings.elements.map((element) => (element.propertyName ?? element.name).text)
      : ['*'];
  useNames(file, statement.moduleSpecifier.text, names);
}

function visitDynamicImports(file, node) {
  if (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword &&
    ts.isStringLiteral(node.arguments[0])
  ) {
    useNames(file, node.arguments[0].text, ['*']);
  }
  ts.forEachChild(node, (child) => visitDynamicImports(file, child));
}

function useNames(file, specifier, names) {
  if (!specifier.startsWith('.')) return;
  const target = resolve(dirname(file), specifier.replace(/\?.*$/, ''));
  if (!imported.has(target)) imported.set(target, new Set());
  for (const name of names) imported.get(target).add(name);
}

function isExported(statement) {
  return (
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

function valueNames(statement) {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
    return statement.name ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
}
