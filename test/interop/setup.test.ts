import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeExchange, type ExchangeToProbe } from '../../src/main/probe/exchange-probe.ts';
import { exchangeUsers, startCentre } from './lab/centre.ts';
import { openDesk } from './lab/desk.ts';
import { domain, makeExchange, wssUrl, wsUrl, type Exchange } from './lab/exchange.ts';
import { note } from './lab/figures.ts';
import { makeLabFolder, type LabFolder } from './lab/lab-folder.ts';

describe('testing the connection to a real exchange', () => {
  let lab: LabFolder;
  let exchange: Exchange;

  beforeAll(async () => {
    lab = makeLabFolder();
    exchange = makeExchange(lab, exchangeUsers);
    await exchange.start();
  });
  afterAll(async () => {
    await lab.close();
  });

  async function probe(change: Partial<ExchangeToProbe> = {}) {
    const found = await probeExchange({ server: wsUrl, domain, ...change });
    return found.ok ? found.value : { code: found.error.code };
  }
  const right = { user: '8001', password: exchangeUsers['8001'] };

  it('gets OPTIONS answered over ws', async () => {
    const found = await probe();
    expect(found).toMatchObject({ status: 200, isAccountTaken: false });
    if ('connectedMs' in found) note('connection test: websocket and OPTIONS', found.connectedMs + found.answeredMs);
  });

  it('takes a right account and registers nothing', async () => {
    expect(await probe({ account: right })).toMatchObject({ isAccountTaken: true });
    expect(await probe({ account: { ...right, password: 'mistyped' } })).toEqual({ code: 'phone.wrongPassword' });
    expect(await probe({ account: { user: '8003', password: 'x' } })).toEqual({ code: 'phone.unknownUser' });
  });

  it('does not trust a certificate that nobody here knows, and goes over wss where it is known', async () => {
    expect(await probe({ server: wssUrl })).toEqual({ code: 'probe.untrusted' });
    const before = getCACertificates('default');
    setDefaultCACertificates([...before, readFileSync(join(lab.path, 'certificate.pem'), 'utf8')]);
    try {
      expect(await probe({ server: wssUrl, account: right })).toMatchObject({ status: 200, isAccountTaken: true });
    } finally {
      setDefaultCACertificates(before);
    }
  });

  it('is asked from the page, whose own policy lets it reach no such exchange', async () => {
    const desk = await openDesk(lab, await startCentre(lab), 'ws://127.0.0.1:9');
    const field = (name: string) => desk.page.locator(`[name="${name}"]`);
    await desk.page.getByTestId('set-up').click();
    await field('exchange.servers.0').fill(wsUrl);
    await field('exchange.domain').fill(domain);
    await desk.page.locator('.test-account summary').click();
    await field('testUser').fill(right.user);
    await field('testPassword').fill(right.password);
    await desk.page.getByRole('button', { name: '测试交换机' }).click();
    const row = desk.page.locator('[data-testid="test-exchange"][data-state="ok"]');
    await row.waitFor();
    expect(await row.innerText()).toContain('200');
    expect(await row.innerText()).toContain('分机口令正确');
    await exchange.kill();
    await desk.page.getByRole('button', { name: '测试交换机' }).click();
    const failed = desk.page.locator('[data-testid="test-exchange"][data-state="failed"]');
    await failed.waitFor();
    expect(await failed.innerText()).toContain('拒绝连接');
    expect(desk.errors).toEqual([]);
  });
});
