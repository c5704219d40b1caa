import { createServer, type Server } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { build } from 'vite';

const root = join(import.meta.dirname, '../../..');
export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
export const hasChromium = chromiumPath !== undefined;

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.ogg': 'audio/ogg' };

export interface LabSite {
  readonly url: string;
  close(): Promise<void>;
}

/** The lab page with the real telephony modules, bundled as the app bundles them, served on a port of its own. */
export async function serveLab(): Promise<LabSite> {
  const outDir = await mkdtemp(join(tmpdir(), 'tashi-telephony-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    publicDir: join(root, 'resources/public'),
    base: './',
    build: { outDir, emptyOutDir: true, target: 'chrome140', minify: false },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://lab');
    const file = join(outDir, pathname === '/' ? 'index.html' : decodeURIComponent(pathname));
    readFile(file).then(
      (body) =>
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export function launchChromium(options: { isMicrophoneAllowed: boolean }): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--use-fake-device-for-media-stream',
    '--allow-loopback-in-peer-connection',
    ...(options.isMicrophoneAllowed ? ['--use-fake-ui-for-media-stream'] : []),
  ];
  return chromium.launch({ ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }), args });
}

/** A lab page, touched once as an agent would have, with `lab` ready. */
export async function openLab(
  browser: Pick<Browser | BrowserContext, 'newPage'>,
  site: LabSite,
  options: Record<string, unknown> = {},
): Promise<LabPage> {
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(site.url);
  await page.click('#touch');
  await page.evaluate(`lab.open(${JSON.stringify(options)})`);
  return new LabPage(page, errors);
}

/** What the page does, by expressions evaluated in it: `lab` is test/integration/telephony/page/lab.ts. */
export class LabPage {
  readonly page: Page;
  /** Uncaught errors of the page. */
  readonly errors: readonly string[];

  constructor(page: Page, errors: readonly string[]) {
    this.page = page;
    this.errors = errors;
  }

  run<T = unknown>(expression: string): Promise<T> {
    return this.page.evaluate<T>(expression);
  }

  phone<T = { ok: boolean; error?: { code: string } }>(command: string, ...args: unknown[]): Promise<T> {
    return this.run<T>(`lab.telephony.phone.${command}(${args.map((arg) => JSON.stringify(arg)).join(',')})`);
  }

  practice<T = { ok: boolean; error?: { code: string } }>(command: string, ...args: unknown[]): Promise<T> {
    return this.run<T>(`lab.telephony.practice.${command}(${args.map((arg) => JSON.stringify(arg)).join(',')})`);
  }

  /** How many events there were so far: the place from which `next` looks on. */
  mark(): Promise<number> {
    return this.run<number>('lab.events.length');
  }

  next<T = Record<string, unknown>>(fitting: Record<string, unknown>, from = 0): Promise<T> {
    return this.run<T>(`lab.next(${JSON.stringify(fitting)}, ${from})`);
  }
}
