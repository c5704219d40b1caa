import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { domainProblem, exchangeAddressProblem, serverAddressProblem } from '../../../shared/setup/address-rules.ts';
import { toleratedSkewMs, type ExchangeFindings, type ServerFindings } from '../../../shared/setup/findings.ts';
import type { AudioDevice, FoundDevice } from '../../telephony/sound/find-device.ts';
import type { MicrophoneMonitor, SoundPort } from '../../telephony/sound/sound-port.ts';
import type { SetupStore } from './setup-store.ts';

/** One line of the test. `failed` without an error: the person said so, or a rule of this page. */
export type TestLine<T> =
  | { readonly kind: 'notRun' }
  /** The fields that it needs are not right yet. */
  | { readonly kind: 'notReady' }
  | { readonly kind: 'running' }
  | { readonly kind: 'ok'; readonly found: T }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'failed'; readonly reason: FailReason; readonly seconds?: number };

export type FailReason = 'keysDiffer' | 'clockOff' | 'silent' | 'notHeard';

export interface MicrophoneFindings {
  readonly deviceName: string;
}

export type SpeakerLine = TestLine<MicrophoneFindings> | { readonly kind: 'asking'; readonly deviceName: string };

export interface ConnectionTestState {
  readonly server: TestLine<ServerFindings>;
  /** One for each server of the exchange. */
  readonly exchanges: readonly TestLine<ExchangeFindings>[];
  readonly microphone: TestLine<MicrophoneFindings>;
  readonly speaker: SpeakerLine;
  /** Tried at the exchange once, kept nowhere. Empty: no account is tried. */
  readonly account: { readonly user: string; readonly password: string };
  setAccount(account: ConnectionTestState['account']): void;
  testServer(): Promise<void>;
  testExchange(): Promise<void>;
  testMicrophone(): Promise<void>;
  /** What the microphone hears now, 0–1. */
  level(): number;
  testSpeaker(): void;
  answerHeard(isHeard: boolean): void;
  /** Server, exchange and microphone; the speaker asks a person. */
  testAll(): Promise<void>;
  /** Gives the microphone back and forgets the account. */
  stop(): void;
}

export type ConnectionTestStore = StoreApi<ConnectionTestState>;

/** Breath and fans lie below; a voice into a headset far above. */
const heardLevel = 0.01;
const listenMs = 8000;
const lookMs = 100;

const nothingRun = {
  server: { kind: 'notRun' },
  exchanges: [],
  microphone: { kind: 'notRun' },
  speaker: { kind: 'notRun' },
  account: { user: '', password: '' },
} as const;

export interface ConnectionTestParts {
  readonly desk: DeskApi;
  readonly setup: SetupStore;
  /** Of the devices that calls use. */
  readonly sound: Pick<SoundPort, 'openMonitor' | 'playTone' | 'devices'>;
}

/** Does what is typed work? Server and exchange are asked by the core, microphone and speaker are the page's own. */
export function createConnectionTests({ desk, setup, sound }: ConnectionTestParts): ConnectionTestStore {
  let listening: MicrophoneMonitor | undefined;
  const stopListening = (): void => {
    listening?.close();
    listening = undefined;
  };
  const store = createStore<ConnectionTestState>((set, get) => ({
    ...nothingRun,
    setAccount: (account) => set({ account }),
    async testServer() {
      const url = setup.getState().form.centre.url.trim();
      if (serverAddressProblem(url)) return set({ server: { kind: 'notReady' } });
      set({ server: { kind: 'running' } });
      const answer = await desk.invoke('setup:testServer', { url });
      set({ server: answer.ok ? judgeServer(answer.value, setup) : { kind: 'failed', error: answer.error } });
    },
    async testExchange() {
      const { hasExchange, exchange } = setup.getState().form;
      const servers = exchange.servers.map((server) => server.trim());
      const domain = exchange.domain.trim();
      const isReady = hasExchange && !domainProblem(domain) && !servers.some(exchangeAddressProblem);
      if (!isReady) return set({ exchanges: [{ kind: 'notReady' }] });
      set({ exchanges: servers.map(() => ({ kind: 'running' })) });
      const { user, password } = get().account;
      const account = user.trim() === '' ? {} : { account: { user: user.trim(), password } };
      await Promise.all(
        servers.map(async (server, index) => {
          const answer = await desk.invoke('setup:testExchange', { server, domain, ...account });
          const line: TestLine<ExchangeFindings> = answer.ok
            ? { kind: 'ok', found: answer.value }
            : { kind: 'failed', error: answer.error };
          set({ exchanges: get().exchanges.map((entry, at) => (at === index ? line : entry)) });
        }),
      );
    },
    async testMicrophone() {
      stopListening();
      set({ microphone: { kind: 'running' } });
      const opened = await sound.openMonitor();
      if (!opened.ok) return set({ microphone: { kind: 'failed', error: opened.error } });
      listening = opened.value;
      const isHeard = await hears(opened.value, () => listening === opened.value);
      if (listening !== opened.value) return;
      const { microphone, inputs } = sound.devices();
      const deviceName = nameOf(microphone, inputs);
      set({ microphone: isHeard ? { kind: 'ok', found: { deviceName } } : { kind: 'failed', reason: 'silent' } });
    },
    level: () => listening?.level() ?? 0,
    testSpeaker() {
      sound.playTone('speaker');
      const { speaker, outputs } = sound.devices();
      set({ speaker: { kind: 'asking', deviceName: nameOf(speaker, outputs) } });
    },
    answerHeard(isHeard) {
      const { speaker } = get();
      if (speaker.kind !== 'asking') return;
      const { deviceName } = speaker;
      set({ speaker: isHeard ? { kind: 'ok', found: { deviceName } } : { kind: 'failed', reason: 'notHeard' } });
    },
    async testAll() {
      await Promise.all([get().testServer(), get().testExchange(), get().testMicrophone()]);
    },
    stop() {
      stopListening();
      set(nothingRun);
    },
  }));
  // What was found is about an address that no longer stands there.
  setup.subscribe(({ form }, before) => {
    if (form.centre.url !== before.form.centre.url) store.setState({ server: { kind: 'notRun' } });
    if (form.exchange !== before.form.exchange) store.setState({ exchanges: [] });
  });
  return store;
}

function judgeServer(found: ServerFindings, setup: SetupStore): TestLine<ServerFindings> {
  if (!setup.getState().compareKeys(found)) return { kind: 'failed', reason: 'keysDiffer' };
  const skewMs = Math.abs(found.skewMs ?? 0);
  if (skewMs > toleratedSkewMs) return { kind: 'failed', reason: 'clockOff', seconds: Math.round(skewMs / 1000) };
  return { kind: 'ok', found };
}

/** The chosen device, else the one that the system takes; empty until the microphone was allowed once. */
function nameOf(found: FoundDevice, devices: readonly AudioDevice[]): string {
  if (found.kind === 'chosen') return found.label;
  return (devices.find(({ id }) => id === 'default') ?? devices[0])?.label ?? '';
}

async function hears(listening: MicrophoneMonitor, isWanted: () => boolean): Promise<boolean> {
  for (let waited = 0; waited < listenMs && isWanted(); waited += lookMs) {
    if (listening.level() > heardLevel) return true;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  return false;
}
