import { takeMessage } from '../../../server/messages/keep-messages.ts';
import { sampleMessage } from '../../fakes/sample-message.ts';
import type { TestCentre } from './test-centre.ts';

/** Asks for what a caller said, of a new task that is free for whoever speaks Mandarin. */
export async function freeMessageQuery({ server }: TestCentre): Promise<string> {
  const { attachments, engine, now } = server.centre;
  const { bytes, ...left } = sampleMessage();
  await engine.transaction((client) => takeMessage(client, attachments, { left, bytes }, now()));
  return `?sha256=${left.message.sha256}&at=0`;
}
