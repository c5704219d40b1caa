import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../../shared/ipc/app-error.ts';
import type { Bootstrap, Session, Settings } from '../../../shared/ipc/contract.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { agentNoSchema } from '../../../shared/ids.ts';

export interface SessionState {
  readonly bootstrap: Bootstrap | undefined;
  readonly session: Session | null;
  readonly settings: Settings;
  /** Why the last try failed, or why a session ended. */
  readonly error: AppError | undefined;
  readonly isBusy: boolean;
  readonly isCoreLost: boolean;
  load(): Promise<void>;
  signIn(agentNo: string, password: string): Promise<boolean>;
  signOut(): Promise<void>;
  changeSettings(change: Partial<Settings>): Promise<void>;
  setServerPower(isOn: boolean): Promise<void>;
  dismissWarning(index: number): void;
}

export type SessionStore = StoreApi<SessionState>;

/** Whether this desk runs its centre itself, and can switch it off: the demo, but not its second desk. */
export function hasOwnCentre(bootstrap: Bootstrap | undefined): bootstrap is Bootstrap {
  return bootstrap?.profile.kind === 'demo' && bootstrap.isSecondDesk !== true;
}

/** @param onLanguages told of those that callers speak here, before anything is shown of them */
export function createSessionStore(
  desk: DeskApi,
  onLanguages: (languages: Bootstrap['languages']) => void = () => undefined,
): SessionStore {
  /** Changes of settings so far, and how many of them the core has not answered. */
  let [asked, open] = [0, 0];
  const store = createStore<SessionState>((set, get) => ({
    bootstrap: undefined,
    session: null,
    settings: { locale: 'zh-CN', theme: 'system' },
    error: undefined,
    isBusy: false,
    isCoreLost: false,
    async load() {
      const result = await desk.invoke('app:bootstrap', {});
      if (!result.ok) {
        set({ error: result.error });
        return;
      }
      if (!get().bootstrap) set({ error: undefined });
      onLanguages(result.value.languages);
      set({ bootstrap: result.value, session: result.value.session, settings: result.value.settings });
    },
    async signIn(agentNo, password) {
      const parsed = agentNoSchema.safeParse(agentNo.trim());
      if (!parsed.success) {
        set({ error: { code: 'auth.unknownAgent', retry: 'user', params: { agentNo: agentNo.trim() } } });
        return false;
      }
      set({ isBusy: true, error: undefined });
      const result = await desk.invoke('auth:signIn', { agentNo: parsed.data, password });
      if (!result.ok) {
        set({ isBusy: false, error: result.error });
        return false;
      }
      set({ isBusy: false, session: result.value });
      return true;
    },
    async signOut() {
      const result = await desk.invoke('auth:signOut', {});
      if (result.ok) set({ session: null, error: undefined });
      else set({ error: result.error });
    },
    async changeSettings(change) {
      const before = get().settings;
      const turn = ++asked;
      // Shown at once: what is changed in the same moment goes on from there, and nothing of it is lost.
      set({ settings: { ...before, ...change } });
      open += 1;
      const result = await desk.invoke('settings:set', change);
      open -= 1;
      // What was changed since has this one in it.
      if (turn !== asked) return result.ok ? undefined : set({ error: result.error });
      set(result.ok ? { settings: result.value } : { settings: before, error: result.error });
    },
    async setServerPower(isOn) {
      const show = (isServerPowered: boolean): void => {
        const bootstrap = get().bootstrap;
        if (bootstrap) set({ bootstrap: { ...bootstrap, isServerPowered } });
      };
      // A server takes seconds to start; the switch shows at once where it goes.
      show(isOn);
      const result = await desk.invoke('demo:setServerPower', { isOn });
      show(result.ok ? result.value.isOn : !isOn);
      if (!result.ok) set({ error: result.error });
    },
    dismissWarning(index) {
      const session = get().session;
      if (session) set({ session: { ...session, warnings: session.warnings.filter((_, at) => at !== index) } });
    },
  }));
  desk.on('sessionChanged', ({ session, reason }) => {
    store.setState({ session, error: reason });
  });
  desk.on('settingsChanged', (settings) => {
    // On the way there is a change that this does not have yet; its answer has both.
    if (open === 0) store.setState({ settings });
  });
  desk.onCore((state) => {
    store.setState({ isCoreLost: state === 'lost' });
    const { bootstrap, error } = store.getState();
    // The first answer is on its way already, unless it was waited for in vain.
    if (state === 'attached' && (bootstrap || error)) void store.getState().load();
  });
  return store;
}
