import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readServerOptions, UsageError } from '../../../server/options.ts';

const data = resolve('centre');
const read = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const { smsGateway, smsFolder } = readServerOptions(['--data', data, ...args], env);
  return { smsGateway, smsFolder };
};

test('a centre has no way out for text messages unless it is told of one', () => {
  expect(read([])).toEqual({ smsGateway: undefined, smsFolder: undefined });
  // A token alone leads nowhere.
  expect(read([], { TASHI_SMS_TOKEN: 'secret' })).toEqual({ smsGateway: undefined, smsFolder: undefined });
});

test('it is a gateway with or without a token, or a folder; a demo has one of its own', () => {
  const url = 'https://gateway.example/messages';
  expect(read([], { TASHI_SMS_URL: url, TASHI_SMS_TOKEN: 'secret' }).smsGateway).toEqual({ url, token: 'secret' });
  expect(read([], { TASHI_SMS_URL: url, TASHI_SMS_TOKEN: '' }).smsGateway).toEqual({ url, token: undefined });
  expect(read(['--sms-folder', 'texts']).smsFolder).toBe(resolve('texts'));
  expect(read(['--demo', '--resources', 'resources']).smsFolder).toBe(join(data, 'sms'));
  // Whatever the environment says, a demo texts nobody.
  expect(read(['--demo', '--resources', 'resources'], { TASHI_SMS_URL: url })).toEqual({
    smsGateway: undefined,
    smsFolder: join(data, 'sms'),
  });
});

test('of a token the end of a line is left out, and one that no header can hold is named', () => {
  const url = 'https://gateway.example/messages';
  const gateway = { url, token: 'secret' };
  expect(read([], { TASHI_SMS_URL: url, TASHI_SMS_TOKEN: 'secret\r\n' }).smsGateway).toEqual(gateway);
  for (const token of ['se\rcret', 'sécret', 'two words'])
    expect(() => read([], { TASHI_SMS_URL: url, TASHI_SMS_TOKEN: token })).toThrow(UsageError);
});

test('a gateway on the same machine needs no https', () => {
  expect(read([], { TASHI_SMS_URL: 'http://127.0.0.1:9/' }).smsGateway).toMatchObject({ url: 'http://127.0.0.1:9/' });
});

test.each([
  ...['gateway', 'ftp://gateway.example', 'file:///etc/passwd', 'http://gateway.example'],
  'http://127.0.0.1.example/',
])('%s is no gateway', (url) => {
  expect(() => read([], { TASHI_SMS_URL: url })).toThrow(UsageError);
});

test('one way out is enough', () => {
  expect(() => read(['--sms-folder', 'texts'], { TASHI_SMS_URL: 'https://gateway.example' })).toThrow(UsageError);
});
