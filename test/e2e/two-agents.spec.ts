import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ticketsAtCentre } from './support/centre.ts';
import { deskPage } from './support/desk-page.ts';
import { expect, test } from './support/seat.ts';

test('one agent’s waiting tickets reach the centre from another’s desk, unread', async ({ seat }) => {
  const { page, home } = seat;
  const desk = deskPage(page);
  await desk.signIn('1001');
  await desk.signOut();
  await desk.signIn('9527');
  await desk.setServerPower(false);
  const secret = '只有安多席知道的一句话';
  const number = await desk.submitFault(secret);
  await desk.signOut();

  await desk.signIn('1001');
  await expect(page.getByTestId('ticket-list')).toBeHidden();
  await expect(page.getByTestId('sync')).toContainText('其他坐席');
  const folder = join(home, 'profiles', 'demo');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.db(-wal)?$/.test(name)) continue;
    expect(readFileSync(join(folder, name)).includes(secret), name).toBe(false);
  }

  await desk.setServerPower(true);
  await expect(page.getByTestId('sync')).not.toContainText('其他坐席', { timeout: 30_000 });
  expect((await ticketsAtCentre(home)).filter((ticket) => ticket.number === number)).toHaveLength(1);

  await desk.signOut();
  await desk.signIn('9527');
  await expect(page.getByTestId(`ticket-${number}`)).toHaveAttribute('data-sync', 'synced', { timeout: 30_000 });
  expect((await ticketsAtCentre(home)).filter((ticket) => ticket.number === number)).toHaveLength(1);
});
