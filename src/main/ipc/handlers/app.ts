import type { Bootstrap } from '../../../shared/ipc/contract.ts';
import { languageDescriptions } from '../../../shared/language/languages.ts';
import { ok } from '../../../shared/ipc/result.ts';
import type { AgentSessions } from '../../features/agents/agent-sessions.ts';
import { listKnownAgents } from '../../features/agents/known-agents.ts';
import type { ServerSwitch } from '../../features/demo/server-switch.ts';
import type { SettingsKeeper } from '../../features/settings/settings.ts';
import type { Handlers } from './handlers.ts';

export interface AppContext {
  readonly about: () => Pick<Bootstrap, 'version' | 'shell' | 'profile' | 'isSecondDesk'>;
  readonly profileFolder: string;
  readonly settings: SettingsKeeper;
  readonly sessions: AgentSessions;
  readonly demoAgents: () => Promise<Bootstrap['demoAgents']>;
  readonly serverSwitch: ServerSwitch;
}

export function appHandlers(
  context: AppContext,
): Pick<Handlers, 'app:bootstrap' | 'settings:set' | 'auth:signIn' | 'auth:signOut' | 'demo:setServerPower'> {
  const { sessions, settings, serverSwitch } = context;
  return {
    async 'app:bootstrap'() {
      const [seat, knownAgents, demoAgents] = await Promise.all([
        sessions.current(),
        listKnownAgents(context.profileFolder),
        context.demoAgents(),
      ]);
      return ok({
        ...context.about(),
        ...{ settings: settings.get(), session: seat?.session ?? null, knownAgents, demoAgents },
        isServerPowered: serverSwitch.isPowered(),
        languages: [...languageDescriptions()],
      });
    },
    async 'settings:set'({ locale, theme, sound, calibrations, keys, globalKeys, panels, ...rest }) {
      const { ringNotices, knowledgeMb, enclosureMb } = rest;
      return ok(
        settings.set({
          ...(locale && { locale }),
          ...(theme && { theme }),
          ...(sound && { sound }),
          ...(calibrations && { calibrations }),
          ...(keys && { keys }),
          ...(globalKeys && { globalKeys }),
          ...(panels && { panels }),
          ...(ringNotices !== undefined && { ringNotices }),
          ...(knowledgeMb !== undefined && { knowledgeMb }),
          ...(enclosureMb !== undefined && { enclosureMb }),
        }),
      );
    },
    'auth:signIn': ({ agentNo, password }) => sessions.signIn(agentNo, password),
    async 'auth:signOut'() {
      await sessions.signOut();
      return ok({});
    },
    'demo:setServerPower': ({ isOn }) => serverSwitch.set(isOn),
  };
}
