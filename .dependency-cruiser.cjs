/**
 * The layers as one table. A layer may import itself and what `may` names; everything else is a mistake.
 * `packages`: what of node_modules it may use, where that is limited.
 */
const layers = [
  { name: 'shared', path: 'src/shared/', may: [], packages: ['zod'] },
  { name: 'preload', path: 'src/preload/', may: ['shared'], packages: ['electron'] },

  {
    name: 'main-entries',
    path: 'src/main/[^/]+\\.ts$',
    except: 'src/main/(log|event-hub)\\.ts$',
    may: ['shell', 'ipc', 'features', 'sync', 'probe', 'db', 'crypto', 'profile', 'demo', 'main-base', 'shared'],
  },
  { name: 'shell', path: 'src/main/shell/', may: ['profile', 'shared'] },
  { name: 'ipc', path: 'src/main/ipc/', may: ['features', 'main-base', 'shared'] },
  {
    name: 'features',
    path: 'src/main/features/',
    may: ['db', 'sync', 'probe', 'crypto', 'profile', 'demo', 'main-base', 'shared'],
  },
  { name: 'demo', path: 'src/main/demo/', may: ['profile', 'main-base', 'shared'] },
  { name: 'sync', path: 'src/main/sync/', may: ['db', 'crypto', 'profile', 'main-base', 'shared'] },
  { name: 'probe', path: 'src/main/probe/', may: ['shared'] },
  { name: 'db', path: 'src/main/db/', may: ['crypto', 'main-base', 'shared'] },
  { name: 'crypto', path: 'src/main/crypto/', may: ['shared'] },
  { name: 'profile', path: 'src/main/profile/', may: ['shared'] },
  { name: 'main-base', path: 'src/main/(log|event-hub)\\.ts$', may: ['shared'] },

  { name: 'app', path: 'src/renderer/app/', may: ['renderer-features', 'telephony', 'client', 'ui', 'i18n', 'shared'] },
  { name: 'renderer-features', path: 'src/renderer/features/', may: ['telephony', 'client', 'ui', 'i18n', 'shared'] },
  { name: 'telephony', path: 'src/renderer/telephony/', may: ['shared'] },
  { name: 'client', path: 'src/renderer/client/', may: ['shared'] },
  { name: 'ui', path: 'src/renderer/ui/', may: ['i18n', 'shared'] },
  { name: 'i18n', path: 'src/renderer/i18n/', may: ['shared'] },

  { name: 'server', path: 'server/', may: ['shared'] },
];

/** Who alone may import a package or a module of Node. */
const soleImporters = [
  { what: 'electron', module: 'electron', by: 'src/(main/shell/electron|preload)/' },
  { what: 'sip.js', module: 'sip\\.js', by: 'src/renderer/telephony/' },
  {
    what: 'better-sqlite3',
    module: 'better-sqlite3(-multiple-ciphers)?',
    by: '(src/main/db/|server/engine/folder-lock\\.ts)',
  },
  { what: 'ws and http', module: '(ws|node:https?|https?)', by: '(src/main/(shell/browser|sync|probe)|server)/' },
  {
    what: 'the libraries of readings',
    module: '(pinyin-pro|to-jyutping)',
    by: 'src/(renderer/features/phrases/readings/|main/(features/packs/reading-aid|db/knowledge/title-sounds)\\.ts)',
  },
  { what: 'fastify', module: '(fastify|@fastify/.+)', by: 'server/' },
  { what: 'the PostgreSQL engines', module: '(pg|@electric-sql/.+)', by: 'server/' },
];

/** Data that any layer may read. */
const data = ['locales/', 'resources/', 'package\\.json$'];

const entries = [
  'src/main/(electron|browser|launcher)\\.ts',
  'src/main/db/seat-worker\\.ts',
  'src/main/db/knowledge/knowledge-worker\\.ts',
  'src/preload/index\\.ts',
  'src/renderer/app/main\\.tsx',
  'src/renderer/.+-worker\\.ts',
  'server/main\\.ts',
  'scripts/.+\\.ts',
];

const packageFolder = 'node_modules/';
const byName = new Map(layers.map((layer) => [layer.name, layer]));
const source = (layer) => ({ path: `^${layer.path}`, ...(layer.except && { pathNot: `^${layer.except}` }) });

const layerRules = layers.map((layer) => ({
  name: `layer-${layer.name}`,
  comment: `${layer.name} may import ${['itself', ...layer.may].join(', ')}.`,
  severity: 'error',
  from: source(layer),
  to: {
    dependencyTypesNot: ['core'],
    pathNot: [layer, ...layer.may.map((name) => byName.get(name))]
      .map(({ path }) => `^${path}`)
      .concat(
        data.map((path) => `^${path}`),
        packageFolder,
      ),
  },
}));

const packageRules = layers
  .filter((layer) => layer.packages)
  .map((layer) => ({
    name: `packages-of-${layer.name}`,
    severity: 'error',
    from: source(layer),
    to: { path: `(${packageFolder}|^node:)`, pathNot: layer.packages.map((name) => `${packageFolder}${name}/`) },
  }));

const soleImporterRules = soleImporters.map(({ what, module, by }) => ({
  name: `sole-importer-of-${what.replaceAll(' ', '-')}`,
  severity: 'error',
  from: { path: '^(src|server)/', pathNot: `^${by}` },
  to: { path: `(^|${packageFolder})${module}(/|$)`, pathNot: '^(src|server|locales|resources)/' },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...packageRules,
    ...soleImporterRules,
    {
      name: 'features-apart',
      comment: 'Features of the page meet only in app/.',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    },
    {
      name: 'no-entry-imported',
      severity: 'error',
      from: {},
      to: { path: '^src/main/(electron|browser|launcher)\\.ts$' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dead-modules',
      comment: 'Every module is reached from an entry.',
      severity: 'error',
      from: { path: `^(${entries.join('|')})$` },
      to: { path: '^(src|server)/', pathNot: ['\\.d\\.ts$', `^(${entries.join('|')})$`], reachable: false },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.web.json' },
    doNotFollow: { path: packageFolder },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
