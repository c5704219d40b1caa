import { describe, expect, it } from 'vitest';
import { scenarioHeaders } from '../../../../src/renderer/telephony/practice/scenario-headers.ts';
import { callFactsFromHeaders } from '../../../../src/shared/call/caller-facts.ts';
import { callIdSchema } from '../../../../src/shared/ids.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';
import { plainScenario } from '../../../fixtures/plain-scenario.ts';

describe('the headers of a practice caller', () => {
  it('are plain ASCII and tell the desk exactly what the scenario says', () => {
    const caller = {
      number: '13900000071',
      displayName: '卓玛',
      customerId: 'c-drolma',
      queue: '电费咨询队列',
      region: '玉树',
      languageHeader: 'bo',
      userToUser: '机器人：想查电费；"两次"',
    };
    const scenario = plainScenario('khg', caller);
    const headers = scenarioHeaders(scenario, 'practice.invalid');
    for (const line of headers) expect(line).toMatch(/^[\x20-\x7e]+$/);
    const facts = callFactsFromHeaders(
      (name) => headers.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2)),
      {
        callId: callIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
        direction: 'inbound',
        isPractice: true,
        startedAt: 0,
        headerMap: defaultHeaderMap,
      },
    );
    expect(facts).toMatchObject({
      number: caller.number,
      displayName: caller.displayName,
      customerId: caller.customerId,
      queue: caller.queue,
      region: caller.region,
      userToUser: caller.userToUser,
      language: 'khg',
    });
  });
});
