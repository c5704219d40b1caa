import { describe, expect, it } from 'vitest';
import type { CallState } from '../../../../../src/shared/call/call-state.ts';
import { suggestDisposition } from '../../../../../src/renderer/features/softphone/wrap-up.tsx';
import { facts } from '../../../../fixtures/inbound-call.ts';

type WrapUpState = Extract<CallState, { kind: 'wrapUp' }>;

const nothing = { tickets: [], isWithLeader: false };

describe('what came of a call', () => {
  const over: WrapUpState = {
    ...{ kind: 'wrapUp', facts, notes: '', said: [] },
    ...{ answeredAt: 1_000, endedAt: 61_000, heldMs: 0, isMuted: false, reason: 'agentHungUp' },
  };

  it('is abuse where the agent ended it for that, whatever else happened', () => {
    const abused: WrapUpState = { ...over, marks: [{ type: 'endForAbusePressed', at: 60_000 }] };
    expect(suggestDisposition(abused, { tickets: ['faultRepair'], isWithLeader: false })).toBe('abuseEnded');
  });

  it('is not abuse by any other mark', () => {
    const rated: WrapUpState = { ...over, marks: [{ type: 'rated', score: 5, at: 60_000 }] };
    expect(suggestDisposition(rated, nothing)).toBe('resolved');
  });
});
