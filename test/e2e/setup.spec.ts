import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { putDatabase } from '../fakes/pglite-template.ts';
import { resourcesFolder, startServerProcess, type ServerReady } from '../fakes/server-process.ts';
import { deskPage } from './support/desk-page.ts';
import { folderBytes } from './support/folder-bytes.ts';
import { expect, test as base } from './support/seat.ts';

/** A central server of somebody else's, with the demo's agents and content. */
const test = base.extend<{ centre: ServerReady }>({
  centre: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'tashi-centre-'));
    await putDatabase(join(folder, 'data'));
    const server = startServerProcess([
      ...['--data', join(folder, 'data'), '--name', '青海供电服务热线'],
      ...['--demo', '--resources', resourcesFolder],
    ]);
    try {
      await use(await server.ready);
    } finally {
      server.child.kill('SIGTERM');
      await server.exited;
      rmSync(folder, { recursive: true, force: true });
    }
  },
});
test.skip(({ shell }) => shell === 'electron', 'Electron starts again as another process, which a test can’t follow');

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const problem = (page: Page, name: string) => page.getByTestId(`problem-${name}`);

async function openSetup(page: Page): Promise<void> {
  await page.getByRole('button', { name: '连接到我们的中心…' }).click();
  await expect(page.getByRole('heading', { name: '设置正式座席' })).toBeVisible();
}

/** The seat that was left has closed its files. */
async function left(home: string, profile: string): Promise<Record<string, string>> {
  const folder = join(home, 'profiles', profile);
  await expect.poll(() => existsSync(join(folder, 'instance.token')), { timeout: 45_000 }).toBe(false);
  return folderBytes(folder);
}

/** A practice call, a ticket of no call, which a live seat takes as well, and out again. */
async function work(page: Page): Promise<void> {
  const desk = deskPage(page);
  await desk.signIn('9527');
  await desk.ring('zh-outage-report');
  await desk.answer();
  await desk.hangUp();
  await page.keyboard.press('Alt+KeyW');
  await expect(page.getByTestId('wrap-up')).toBeHidden();
  await desk.submitFault('整条街停电');
  await desk.signOut();
}

test('from the demo to a live seat and back, neither touching the other', async ({ seat, centre }) => {
  test.setTimeout(240_000);
  const { page, home } = seat;
  seat.allowErrors(/WebSocket connection to .* failed/);
  const demoOrigin = new URL(page.url()).origin;

  await deskPage(page).signIn('9527');
  await deskPage(page).signOut();
  await openSetup(page);
  await field(page, 'name').fill('Qinghai 1');
  await field(page, 'centre.url').fill('http://desk.example.org');
  await field(page, 'exchange.servers.0').fill('https://pbx.example.org');
  await page.getByRole('button', { name: '保存并打开' }).click();
  await expect(problem(page, 'name')).toContainText('小写字母');
  await expect(problem(page, 'centre.name')).toContainText('要填');
  await expect(problem(page, 'centre.url')).toContainText('请用 https://');
  await expect(problem(page, 'centre.sealingKey')).toContainText('要填');
  await expect(problem(page, 'exchange.servers.0')).toContainText('wss://');
  await expect(problem(page, 'exchange.domain')).toContainText('要填');
  await expect(page.getByRole('alert')).toContainText('7 处');
  await expect(field(page, 'name')).toBeFocused();
  await expect(field(page, 'exchange.servers.0')).toHaveValue('https://pbx.example.org');

  await field(page, 'name').fill('qinghai-1');
  await expect(problem(page, 'name')).toBeHidden();
  await field(page, 'centre.url').fill(centre.url);
  await page.getByRole('button', { name: '从总台读取公钥' }).click();
  await expect(page.getByTestId('offered-fingerprint')).toHaveText(centre.fingerprint);
  await expect(field(page, 'centre.sealingKey')).toHaveValue('');
  await page.getByRole('button', { name: '一致，采用' }).click();
  await expect(field(page, 'centre.sealingKey')).toHaveValue(centre.sealingKey);
  await expect(field(page, 'centre.name')).toHaveValue('青海供电服务热线');
  await field(page, 'hasExchange').uncheck();
  await field(page, 'callers.khg').check();
  await field(page, 'callers.adx').check();

  // Away and back: what was typed is there.
  await page.getByRole('button', { name: '返回签入' }).click();
  await openSetup(page);
  await expect(field(page, 'name')).toHaveValue('qinghai-1');

  await page.getByRole('button', { name: '测试总台' }).click();
  await expect(page.getByTestId('test-server')).toHaveAttribute('data-state', 'ok');
  await page.getByRole('button', { name: '测试麦克风' }).click();
  await expect(page.getByTestId('test-microphone')).toHaveAttribute('data-state', 'ok');
  await expect(page.getByTestId('setup-level')).toHaveAttribute('data-level', /0\.0*[1-9]/);
  await page.getByRole('button', { name: '测试听筒' }).click();
  await page.getByRole('button', { name: '没听到' }).click();
  await expect(page.getByTestId('test-speaker')).toHaveAttribute('data-state', 'failed');

  await page.getByRole('button', { name: '保存并打开' }).click();
  await expect(page.getByTestId('profile-qinghai-1')).toHaveAttribute('aria-current', 'true', { timeout: 60_000 });
  expect(new URL(page.url()).origin).not.toBe(demoOrigin);
  await expect(page.getByText('演示坐席')).toBeHidden();
  const saved = JSON.parse(readFileSync(join(home, 'profiles', 'qinghai-1', 'profile.json'), 'utf8')) as object;
  expect(saved).toMatchObject({ kind: 'live', centre: { url: centre.url }, exchange: null });

  const demoBefore = await left(home, 'demo');
  await deskPage(page).signIn('9527');
  await expect(page.locator('.language-tabs button').first()).toHaveAttribute('aria-label', '康巴藏语');
  await deskPage(page).signOut();
  await work(page);
  expect(folderBytes(join(home, 'profiles', 'demo'))).toEqual(demoBefore);

  await page.getByTestId('profile-demo').click();
  await expect(page.getByText('演示坐席')).toBeVisible({ timeout: 60_000 });
  expect(new URL(page.url()).origin).toBe(demoOrigin);
  const liveBefore = await left(home, 'qinghai-1');
  await work(page);
  expect(folderBytes(join(home, 'profiles', 'qinghai-1'))).toEqual(liveBefore);
  for (const bytes of [demoBefore, liveBefore]) expect(Object.keys(bytes)).toContain(join('seats', '9527.db'));
});
