import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callOptionsSchema, type CallOptions } from '../../shared/domain/call-options.ts';

/** Whom calls can be handed to while there is no exchange but that of practice, from resources/demo/exchange.json. */
export function loadDemoCallOptions(resourcesFolder: string): CallOptions {
  return callOptionsSchema.parse(JSON.parse(readFileSync(join(resourcesFolder, 'demo', 'exchange.json'), 'utf8')));
}
