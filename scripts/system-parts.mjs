import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the suite with real SIP peers is called where it is left out. */
export const interopSuites = 'interop';

/** What the tests need of the system, the Debian package that brings it, and the suites that can't run without it. */
const parts = [
  {
    name: 'chromium',
    package: 'chromium',
    suites: 'e2e (browser-seat), interop',
    isThere: () => findChromium() !== null,
  },
  {
    name: 'CJK font',
    package: 'fonts-noto-cjk',
    suites: 'e2e (browser-seat): text in its own font',
    isThere: hasCjkFont,
  },
  {
    name: 'PostgreSQL',
    package: 'postgresql-15',
    suites: 'integration: the central server on PostgreSQL',
    isThere: hasPostgres,
  },
  {
    name: 'strace',
    package: 'strace',
    suites: 'integration: proof of fdatasync',
    isThere: () => findOnPath('strace') !== null,
  },
  ...[
    { name: 'kamailio', package: 'kamailio', isThere: hasKamailioModule('kex') },
    {
      name: 'kamailio over websockets',
      package: 'kamailio-websocket-modules',
      isThere: hasKamailioModule('websocket'),
    },
    { name: 'kamailio over TLS', package: 'kamailio-tls-modules', isThere: hasKamailioModule('tls') },
    { name: 'rtpengine', package: 'rtpengine-daemon', isThere: hasCommand('rtpengine') },
    { name: 'sipp', package: 'sip-tester', isThere: hasCommand('sipp') },
    { name: 'baresip', package: 'baresip-core', isThere: hasCommand('baresip') },
    { name: 'espeak-ng', package: 'espeak-ng', isThere: hasCommand('espeak-ng') },
    { name: 'sox', package: 'sox', isThere: hasCommand('sox') },
    { name: 'openssl', package: 'openssl', isThere: hasCommand('openssl') },
    { name: 'ip', package: 'iproute2', isThere: hasCommand('ip') },
    { name: 'iptables', package: 'iptables', isThere: hasCommand('iptables') },
  ].map((part) => ({ ...part, suites: interopSuites })),
];

/** The browser of the e2e tests: `TASHI_DESK_BROWSER`, else one that is installed, else null. */
export function findChromium() {
  const named = process.env.TASHI_DESK_BROWSER;
  if (named) return named;
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  for (const name of names) {
    const file = findOnPath(name);
    if (file) return file;
  }
  return null;
}

/** Installs what is missing where that is possible. Answers what is still missing, by the suites that it costs. */
export function provideSystemParts() {
  const missing = parts.filter((part) => !part.isThere());
  if (missing.length === 0) return [];
  if (mayInstall()) install(missing.map((part) => part.package));
  const left = Map.groupBy(
    missing.filter((part) => !part.isThere()),
    (part) => part.suites,
  );
  return [...left].map(([suites, lost]) => ({
    suites,
    command: `sudo apt-get install ${lost.map((part) => part.package).join(' ')}`,
  }));
}

function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && findOnPath('apt-get') !== null;
}

function install(packages) {
  console.log(`Installing for the tests: ${packages.join(' ')}`);
  withoutServices(() => {
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
    apt('-q', 'update');
    apt('-q', 'install', '-y', '--no-install-recommends', ...packages);
  });
}

/** Packages of servers start them when they are installed, on ports that others may need: a policy file keeps them down. */
function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !existsSync(policy);
  if (isOurs) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    work();
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

/** Debian keeps the server's programs out of PATH, in a folder per version. */
function hasPostgres() {
  const folder = '/usr/lib/postgresql';
  return (
    existsSync(folder) && readdirSync(folder).some((version) => existsSync(join(folder, version, 'bin', 'postgres')))
  );
}

function hasCjkFont() {
  const asked = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' });
  if (asked.status === 0) return asked.stdout.trim() !== '';
  const folder = '/usr/share/fonts/opentype/noto';
  return existsSync(folder) && readdirSync(folder).some((name) => name.includes('CJK'));
}

function hasCommand(name) {
  return () => findOnPath(name) !== null;
}

/** Debian keeps them by the machine's architecture. */
function hasKamailioModule(name) {
  return () =>
    existsSync('/usr/lib') &&
    readdirSync('/usr/lib').some((folder) => existsSync(join('/usr/lib', folder, 'kamailio', 'modules', `${name}.so`)));
}

function findOnPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}
