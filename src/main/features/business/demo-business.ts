import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoBusinessSchema, type DemoBusiness } from '../../../shared/content/demo-schema.ts';
import type { LookUpAnswer } from '../../../shared/domain/look-up.ts';
import type { BusinessPort } from './business-port.ts';

const minuteMs = 60_000;

/**
 * The sample connector: answers from resources/demo/business.json, dated from now. Accounts and areas that are not in it
 * are unknown, as they would be to a real system.
 */
export function createDemoBusiness(resourcesFolder: string, now: () => number): BusinessPort {
  let loaded: Promise<DemoBusiness> | undefined;
  const load = async (): Promise<DemoBusiness> =>
    demoBusinessSchema.parse(JSON.parse(await readFile(join(resourcesFolder, 'demo', 'business.json'), 'utf8')));
  return {
    async ask({ kind, accountNo, area }) {
      const { accounts, areas } = await (loaded ??= load());
      const asOf = now();
      const clear: LookUpAnswer = { state: 'clear', kind, asOf };
      if (kind === 'plannedOutage') {
        const known = areas.find((entry) => entry.area === area);
        if (!known?.outage) return known && clear;
        const { cause, fromMinutesAgo, forMinutes } = known.outage;
        const from = asOf - fromMinutesAgo * minuteMs;
        return { state: 'found', kind, asOf, cause, from, until: from + forMinutes * minuteMs };
      }
      const account = accounts.find((entry) => entry.accountNo === accountNo);
      if (!account) return undefined;
      if (kind === 'bill') return account.bill ? { state: 'found', kind, asOf, ...account.bill } : clear;
      return account.arrearsFen > 0 ? { state: 'found', kind, asOf, amountFen: account.arrearsFen } : clear;
    },
  };
}
