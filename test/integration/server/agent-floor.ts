import type { AgentReport } from '../../../src/shared/domain/agent-report.ts';
import type { Colleague } from '../../../src/shared/domain/colleague.ts';
import { colleaguesAnswerSchema } from '../../../src/shared/sync/wire.ts';
import type { LiveEar, TestSeat } from '../../fakes/test-seat.ts';
import { password } from './test-centre.ts';
import type { TestCentre } from './test-centre.ts';

interface StateRow {
  device_id: string;
  kind: string;
  reason: string | null;
  since: number;
  until: number | null;
}

/** What desks say of their agents over their channels, and what the centre makes of it. `watcher` is a seat that asks. */
export function createAgentFloor(parts: () => { readonly centre: TestCentre; readonly watcher: TestSeat }) {
  const now = (): number => parts().centre.server.centre.now();
  const signedOn = new Map<LiveEar, number>();
  /** Signed on over its channel. `at`: when, by the server's clock. */
  const signOn = async (seat: TestSeat, place = 'A1', at = now()): Promise<LiveEar> => {
    const ear = seat.openLive();
    await ear.opened;
    ear.say({ type: 'signedOn', at, place, now: now() });
    signedOn.set(ear, at);
    return ear;
  };
  const report = async (ear: LiveEar, seq: number, state: Partial<AgentReport>, clock = now()): Promise<void> => {
    ear.say({
      type: 'agentState',
      seq,
      report: { kind: 'READY', since: clock, isOnCall: false, ...state },
      signedOnAt: signedOn.get(ear) ?? clock,
      now: clock,
    });
    await ear.told('stateKept');
  };
  const everybody = async (): Promise<Colleague[]> => {
    // The clock is put forward here, and an access token is good for a quarter of an hour.
    await parts().watcher.signIn(password);
    const { body } = await parts().watcher.request('GET', '/v1/colleagues');
    return colleaguesAnswerSchema.parse(body).colleagues;
  };
  const colleague = async (agentNo: string): Promise<Colleague | undefined> =>
    (await everybody()).find((entry) => entry.agentNo === agentNo);
  const history = (agentNo: string): Promise<StateRow[]> =>
    parts().centre.engine.query<StateRow>(
      `SELECT device_id, kind, reason, since, until FROM agent_states WHERE agent_no = $1 ORDER BY since, seq`,
      [agentNo],
    );
  return { now, signedOn, signOn, report, everybody, colleague, history };
}
