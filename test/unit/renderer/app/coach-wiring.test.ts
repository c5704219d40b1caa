import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import { wireCoach } from '../../../../src/renderer/app/coach-wiring.ts';
import { createCoachStore, type CoachStore } from '../../../../src/renderer/features/coach/coach-store.ts';
import { createSessionStore, type SessionStore } from '../../../../src/renderer/features/session/session-store.ts';
import { createPhoneStore, type PhoneStore } from '../../../../src/renderer/features/softphone/phone-store.ts';
import { createExamStore, type ExamStore } from '../../../../src/renderer/features/training/exam-store.ts';
import type { EarParts } from '../../../../src/renderer/telephony/coach/coach-ear.ts';
import { TwoVoices } from '../../../../src/shared/coach/two-voices.ts';
import { callOptionsSchema } from '../../../../src/shared/domain/call-options.ts';
import { agentSchema } from '../../../../src/shared/domain/agent.ts';
import type { CallRecord } from '../../../../src/shared/domain/call.ts';
import { defaultHeaderMap } from '../../../../src/shared/domain/header-map.ts';
import type { CoachChoice } from '../../../../src/shared/domain/voice-coach.ts';
import { agentNoSchema, callIdSchema, type CallId } from '../../../../src/shared/ids.ts';
import type { PhoneConfig } from '../../../../src/shared/ipc/contract.ts';
import { examSchema } from '../../../../src/shared/training/exam.ts';
import { scriptedDesk } from '../../../fakes/scripted-desk.ts';
import { scriptedPhone, type ScriptedPhone } from '../../../fakes/scripted-phone.ts';
import { spoken, testRate } from '../../../fixtures/spoken-voice.ts';

const agentNo = agentNoSchema.parse('9527');
let line: ScriptedPhone;
let phone: PhoneStore;
let session: SessionStore;
let coach: CoachStore;
let exams: ExamStore;
/** Whoever is listened to right now. */
let listening: EarParts[];

/** An ear that hears what the test lets it hear. */
const ear = {
  listen: (parts: EarParts) => {
    listening.push(parts);
    return () => {
      listening = listening.filter((one) => one !== parts);
    };
  },
};

function choose(choice: CoachChoice): void {
  const { settings } = session.getState();
  session.setState({ settings: { ...settings, panels: { [agentNo]: { coach: choice } } } });
}

function talk(isPractice: boolean): CallId {
  const callId = callIdSchema.parse(uuidv7());
  const facts = { callId, direction: 'inbound', number: '8001', isPractice, startedAt: 1_000 } as const;
  line.emit({ type: 'callOffered', facts });
  phone.actions.answer();
  line.emit({ type: 'callConnected', callId, at: 2_000 });
  return callId;
}

beforeEach(async () => {
  listening = [];
  const desk = scriptedDesk({
    'calls:begin': ({ number }) => ({
      ...{ openTickets: [], recentCalls: [], callsInTwoDays: 1, notices: [], language: 'zh-Hans', number },
    }),
    'calls:update': (patch) => patch as CallRecord,
  });
  line = scriptedPhone(() => 1_000);
  const ringer = { start: () => undefined, stop: () => undefined };
  phone = createPhoneStore({ phone: line, desk, ringer, now: () => 1_000, after: () => () => undefined });
  session = createSessionStore(desk);
  const config: PhoneConfig = {
    kind: 'wire',
    user: '9527',
    domain: 'practice.invalid',
    headerMap: defaultHeaderMap,
    calls: callOptionsSchema.parse({}),
  };
  const agent = agentSchema.parse({
    ...{ agentNo, displayName: '才让', seatLabel: '安多藏语席', role: 'agent', languages: ['zh-Hans'] },
  });
  session.setState({
    session: {
      agent,
      isOnline: true,
      offlineUntil: 0,
      phone: config,
      warnings: [],
    },
  });
  coach = createCoachStore(ear);
  exams = createExamStore({ desk, now: () => 1_000, who: () => agentNo, after: () => () => undefined });
  wireCoach({ coach, phone, phonePort: line, session, exams });
  await phone.actions.signIn(config);
});

it('listens to a practice call from the answer to the end, unless that was switched off', () => {
  const callId = talk(true);
  expect(coach.getState().listeningTo).toBe(callId);
  expect(listening).toHaveLength(1);
  choose({ isInDrills: false });
  expect(listening).toHaveLength(0);
  choose({});
  expect(listening).toHaveLength(1);
  line.emit({ type: 'callHeld', callId, at: 3_000 });
  expect(listening).toHaveLength(1);
  line.emit({ type: 'callEnded', callId, reason: 'callerHungUp', at: 4_000 });
  expect(listening).toHaveLength(0);
  expect(coach.getState().listeningTo).toBeUndefined();
});

it('never listens in a pass test: nobody tells a trainee how he speaks there', () => {
  const exam = { id: '0197f2a4-0000-7000-8000-000000000001', trainee: agentNo, examiners: ['0031', '0032'] };
  const questions = [{ text: '家里没电了怎么办', askedAt: 2, searches: [], marks: [] }];
  exams.setState({ exams: [examSchema.parse({ ...exam, openedAt: 1, questions })] });
  talk(true);
  expect(listening).toHaveLength(0);
});

it('never listens to a live call before the agent switched it on', () => {
  const callId = talk(false);
  expect(listening).toHaveLength(0);
  choose({ isInCalls: true });
  expect(coach.getState().listeningTo).toBe(callId);
  choose({ isInCalls: false });
  expect(listening).toHaveLength(0);
});

it('never listens to anybody while the call only rings', () => {
  choose({ isInCalls: true });
  const facts = { direction: 'inbound', number: '8001', isPractice: true, startedAt: 1_000 } as const;
  line.emit({ type: 'callOffered', facts: { ...facts, callId: callIdSchema.parse(uuidv7()) } });
  expect(listening).toHaveLength(0);
});

it('shows figures once a second, and talk-over at once', () => {
  talk(true);
  const voices = new TwoVoices(testRate);
  const voice = spoken({ syllables: 40, perMinute: 200 });
  const step = testRate / 5;
  let changes = 0;
  coach.subscribe(() => (changes += 1));
  let reports = 0;
  for (let at = 0; at + step <= voice.length; at += step) {
    const now = voice.subarray(at, at + step);
    voices.push(now, at > voice.length / 2 ? now : new Float32Array(step));
    reports += 1;
    listening[0]?.onHeard(voices.heard());
  }
  const { now } = coach.getState();
  expect(changes).toBeLessThanOrEqual(reports / 5 + 2);
  expect(Math.abs((now.syllablesPerMinute ?? 0) - 200)).toBeLessThan(20);
  expect(now.isOver).toBe(true);
  expect(now.talkOvers).toBe(1);
});
