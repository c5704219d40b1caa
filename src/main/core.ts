import { hostname } from 'node:os';
import type { ShellWindow } from '../shared/domain/shell-window.ts';
import type { EventName } from '../shared/ipc/channels.ts';
import type { AppError } from '../shared/ipc/app-error.ts';
import { defaultEnclosureMb } from '../shared/domain/enclosure.ts';
import { defaultBudgetMb } from '../shared/domain/knowledge-cache.ts';
import { defaultCallOptions } from '../shared/domain/call-options.ts';
import type { Result } from '../shared/ipc/result.ts';
import { loadDemoAgents } from './demo/demo-agents.ts';
import { loadDemoCallOptions } from './demo/demo-call-options.ts';
import {
  centreOfFirstDesk,
  embeddedCentre,
  liveCentre,
  type CentrePlace,
  type EmbeddedCentreOptions,
} from './demo/embedded-centre.ts';
import type { ServerEntry } from './demo/server-child.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { AgentSessions } from './features/agents/agent-sessions.ts';
import { createSeatHost, type SeatHost } from './features/agents/seat-host.ts';
import { createDemoBusiness } from './features/business/demo-business.ts';
import type { Dialling } from './features/calls/dial-address.ts';
import { loadNumberingPlans } from './features/calls/phone-number.ts';
import { createServerSwitch } from './features/demo/server-switch.ts';
import {
  createEnclosureCheck,
  type EnclosureCheck,
  type EnclosureCheckOptions,
} from './features/knowledge/enclosure-check.ts';
import { createKnowledgeHost, type KnowledgeHost } from './features/knowledge/knowledge-host.ts';
import { loadLanguages } from './features/languages/load-languages.ts';
import { createPlaces } from './features/knowledge/places.ts';
import { createProcedures } from './features/knowledge/procedures.ts';
import { createSettings } from './features/settings/settings.ts';
import { createProfiles, type Profiles, type ProfilesContext } from './features/setup/profiles.ts';
import { createCatalog } from './features/tickets/ticket-catalog.ts';
import { createCallerRecordings } from './features/training/caller-recordings.ts';
import { createPracticeScenarios } from './features/training/practice-scenarios.ts';
import { createExamQuestions } from './features/training/exam-questions.ts';
import { createReadingTexts } from './features/training/reading-texts.ts';
import { additionHandlers } from './ipc/handlers/additions.ts';
import { agentHandlers } from './ipc/handlers/agents.ts';
import { appHandlers } from './ipc/handlers/app.ts';
import { articleHandlers } from './ipc/handlers/articles.ts';
import { attachmentHandlers } from './ipc/handlers/attachments.ts';
import { callHandlers } from './ipc/handlers/calls.ts';
import { customerHandlers } from './ipc/handlers/customers.ts';
import type { Handlers } from './ipc/handlers/handlers.ts';
import { knowledgeHandlers } from './ipc/handlers/knowledge.ts';
import { outboxHandlers } from './ipc/handlers/outbox.ts';
import { packHandlers } from './ipc/handlers/packs.ts';
import { drillHandlers } from './ipc/handlers/drills.ts';
import { examHandlers } from './ipc/handlers/exams.ts';
import { rolePlayHandlers } from './ipc/handlers/role-plays.ts';
import { practiceHandlers } from './ipc/handlers/practice.ts';
import { procedureHandlers } from './ipc/handlers/procedures.ts';
import { setupHandlers } from './ipc/handlers/setup.ts';
import { syncHandlers } from './ipc/handlers/sync.ts';
import { taskHandlers } from './ipc/handlers/tasks.ts';
import { ticketBookHandlers } from './ipc/handlers/ticket-book.ts';
import { teamTicketHandlers } from './ipc/handlers/team-tickets.ts';
import { templateHandlers } from './ipc/handlers/templates.ts';
import { ticketHandlers } from './ipc/handlers/tickets.ts';
import { trainingHandlers } from './ipc/handlers/training.ts';
import { windowHandlers } from './ipc/handlers/window.ts';
import { createRegistrar, type Invoke, type Sender } from './ipc/registrar.ts';
import { createFileLog, type FileLog } from './log.ts';
import { loadDeviceId } from './profile/device.ts';
import { profileFolder } from './profile/profile-folder.ts';
import { loadProfile, type Profile } from './profile/profile.ts';
import { createServerClient } from './sync/server-client.ts';

export interface CoreOptions {
  readonly home: string;
  readonly profileName: string;
  readonly shell: 'electron' | 'browser';
  readonly version: string;
  readonly resourcesFolder: string;
  readonly workers: { readonly seat: URL; readonly knowledge: URL };
  /** How to start the embedded server of the demo. */
  readonly serverEntry: ServerEntry;
  /** From the launcher, after the core before this one was killed. */
  readonly handle?: string;
  /** The shell's way to another profile. */
  readonly openProfile: ProfilesContext['openProfile'];
  /** Of a shell that has a window of its own. */
  readonly window?: ShellWindow;
  readonly logFolder: string;
  /** Holds every answer and event against the contract: development and tests. */
  readonly isOutputChecked?: boolean;
  /** What this desk is called where its agent signs in elsewhere; the machine's name unless told. */
  readonly place?: string;
  /** UTC epoch ms. */
  readonly now?: () => number;
}

/** The desk without a shell. */
export interface Core {
  /** Never throws. */
  invoke(name: string, input: unknown, sender: Sender): Promise<Result<unknown>>;
  onEvent(listener: (name: EventName, payload: unknown) => void): () => void;
  /** What lets a restarted core go on with the session; memory only, never on a disk. */
  exportHandle(): Promise<string | null>;
  onHandleChanged(listener: (handle: string | null) => void): () => void;
  /** Ends everything it started. The session stays open for the handle; nothing is signed out. */
  close(): Promise<void>;
}

/** A sign-in page that is being read leaves time to start the workers. */
const warmUpMs = 1500;

/**
 * Opens the desk of a profile. Returns as soon as commands can be answered: the stores open when they are first needed
 * and the demo's server starts in the background. A profile that can't be read answers with `profile.invalid` whatever is
 * asked, but for the commands that mend it or lead to another profile.
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const log = createFileLog(options.logFolder);
  for (const folder of loadLanguages(options.resourcesFolder)) log.warn('a language was left out', { folder });
  const profile = loadProfile(options.home, options.profileName);
  if (!profile.ok) return refusingCore(options, profile.error, log);
  const firstAnswer = Promise.withResolvers<undefined>();
  const parts = assemble(options, profile.value, log, firstAnswer.promise);
  const { sessions, hub } = parts;
  const answer = createRegistrar({
    ...{ handlers: parts.handlers, log, isOutputChecked: options.isOutputChecked ?? false },
    seat: () => sessions.current(),
  });
  const invoke: Invoke = async (...command) => {
    parts.fileCheck.used();
    const result = await answer(...command);
    firstAnswer.resolve(undefined);
    return result;
  };
  const warmUp = setTimeout(() => {
    firstAnswer.resolve(undefined);
    sessions.warmUp();
  }, warmUpMs);
  if (options.handle !== undefined) sessions.reopen(options.handle);
  log.info('core opened', { version: options.version, shell: options.shell, kind: profile.value.kind });
  return {
    invoke,
    onEvent: (listener) => hub.subscribe(listener),
    exportHandle: () => sessions.handle(),
    onHandleChanged: (listener) => sessions.onHandleChanged(listener),
    async close() {
      clearTimeout(warmUp);
      await parts.fileCheck.stop();
      await sessions.close();
      await Promise.all([parts.seatHost.close(), parts.knowledge.close(), parts.place.demo?.server.close()]);
      log.info('core closed');
      log.close();
    },
  };
}

interface Parts {
  readonly hub: EventHub;
  readonly place: CentrePlace;
  readonly seatHost: SeatHost;
  readonly knowledge: KnowledgeHost;
  /** Of the pictures and documents of articles. */
  readonly fileCheck: EnclosureCheck;
  readonly sessions: AgentSessions;
  readonly handlers: Handlers;
}

/** What articles and their files may take follows the settings. */
function makeRoom(knowledge: KnowledgeHost, sessions: AgentSessions): void {
  knowledge.settle();
  fetchFiles(sessions);
}

function checkFiles(
  knowledge: KnowledgeHost,
  sessions: AgentSessions,
  around: Pick<EnclosureCheckOptions, 'log' | 'now'>,
): EnclosureCheck {
  return createEnclosureCheck({
    ...{ cache: knowledge.enclosures.cache, ...around, isFree: () => !sessions.isBusy() },
    onRemoved: () => fetchFiles(sessions),
  });
}

function fetchFiles(sessions: AgentSessions): void {
  void sessions.current().then((seat) => seat?.sync.enclosures.wake());
}

function assemble(options: CoreOptions, profile: Profile, log: FileLog, firstAnswer: Promise<unknown>): Parts {
  const { resourcesFolder, workers } = options;
  const now = options.now ?? Date.now;
  const folder = profileFolder(options.home, profile.name);
  const deviceId = loadDeviceId(folder);
  const hub = createEventHub({ log, isChecked: options.isOutputChecked ?? false });
  const { emit } = hub;
  const place: CentrePlace = placeOf(options, profile, folder, {
    ...{ log, mayStart: firstAnswer },
    onReady: () => sessions.nudge(),
  });
  const seatHost = createSeatHost({ workerUrl: workers.seat, folder, deviceId });
  const settings = createSettings(folder, emit, profile.languages.locale);
  const knowledge = createKnowledgeHost({
    ...{ workerUrl: workers.knowledge, profileFolder: folder, resourcesFolder, log, now },
    budgetMb: () => settings.get().knowledgeMb ?? defaultBudgetMb,
    enclosureMb: () => settings.get().enclosureMb ?? defaultEnclosureMb,
    onRoom(cache) {
      emit('knowledgeUpdated', cache);
      void sessions.current().then((seat) => seat?.sync.syncNow());
    },
  });
  hub.subscribe((name) => {
    if (name === 'settingsChanged') makeRoom(knowledge, sessions);
    if (name !== 'noticesUpdated') return;
    knowledge.refreshNotices().catch((bug: unknown) => log.bug('notices could not be read', bug));
  });
  const sessions: AgentSessions = new AgentSessions({
    ...{ profile, deviceId, seatHost, knowledge, emit, log, now },
    practiceCalls: profile.kind === 'demo' ? loadDemoCallOptions(resourcesFolder) : defaultCallOptions,
    place: (options.place ?? hostname()).slice(0, 80),
    client: createServerClient(() => place.url()),
    centre: (isWaiting) => place.find(isWaiting),
  });
  const fileCheck = checkFiles(knowledge, sessions, { log, now });
  const catalog = createCatalog(resourcesFolder);
  hub.subscribe((name) => {
    if (name !== 'sessionChanged') return;
    // Read before the first call rings.
    Promise.all([catalog(), loadNumberingPlans()]).catch((bug: unknown) => log.bug('call data could not be read', bug));
  });
  const dialling = diallingOf(profile);
  const scenarios = createPracticeScenarios(resourcesFolder, log);
  const isDemo = profile.kind === 'demo';
  // A demo has nobody to teach: what is practised there stays there.
  const reportAt = (): number | undefined => (isDemo ? undefined : now());
  const handlers: Handlers = {
    ...appHandlers({
      ...{ profileFolder: folder, sessions, settings, serverSwitch: createServerSwitch(place.demo) },
      about: () => ({
        ...{ version: options.version, shell: options.shell },
        profile: { name: profile.name, kind: profile.kind, centreName: place.name() },
        ...(isDemo && profile.beside !== undefined && { isSecondDesk: true }),
      }),
      demoAgents: () => (profile.kind === 'demo' ? loadDemoAgents(resourcesFolder) : Promise.resolve([])),
    }),
    ...callHandlers({ ...{ knowledge, catalog, emit, now, dialling, isDemo } }),
    ...customerHandlers({ region: profile.region, emit, now }),
    ...knowledgeHandlers(knowledge, emit, now),
    ...articleHandlers({ knowledge, log, now, isDemo }),
    ...packHandlers({ knowledge, emit, now }),
    ...procedureHandlers({
      procedures: createProcedures({ resourcesFolder, log, catalog, ofCentre: knowledge.procedures }),
      ...{ places: createPlaces(resourcesFolder, log), now },
      business: isDemo ? createDemoBusiness(resourcesFolder, now) : undefined,
    }),
    ...taskHandlers({ dialling, isDemo, emit, now }),
    ...ticketHandlers({ catalog, region: profile.region, isDemo, emit, now }),
    ...attachmentHandlers(emit, now),
    ...additionHandlers({ region: profile.region, isDemo, emit, now }),
    ...{ ...ticketBookHandlers({ catalog, now }), ...templateHandlers(now), ...teamTicketHandlers() },
    ...{ ...syncHandlers(), ...outboxHandlers({ emit, now }) },
    ...agentHandlers(now),
    ...practiceHandlers(scenarios, createCallerRecordings({ profileFolder: folder, scenarios, log }), reportAt),
    ...drillHandlers(createReadingTexts(resourcesFolder, log), reportAt, now),
    ...{ ...trainingHandlers(), ...rolePlayHandlers() },
    ...examHandlers(createExamQuestions(resourcesFolder, knowledge.questions), now),
    ...windowHandlers(options.window),
    ...setupHandlers(profilesOf(options, (work) => sessions.whileSignedOut(work))),
  };
  return { hub, place, seatHost, knowledge, fileCheck, sessions, handlers };
}

function placeOf(
  options: CoreOptions,
  profile: Profile,
  folder: string,
  rest: Pick<EmbeddedCentreOptions, 'log' | 'onReady' | 'mayStart'>,
): CentrePlace {
  if (profile.kind === 'live') return liveCentre(profile.centre);
  if (profile.beside !== undefined) return centreOfFirstDesk(profile.beside);
  const { home, resourcesFolder, logFolder, serverEntry } = options;
  return embeddedCentre({
    ...{ home, profileFolder: folder, resourcesFolder, logFolder, serverEntry, ...rest },
    known: profile.centre,
    isRestart: options.handle !== undefined,
  });
}

function diallingOf({ region, exchange }: Profile): Dialling {
  return { region, format: exchange?.dialFormat ?? 'e164', domain: exchange?.domain };
}

function profilesOf(options: CoreOptions, whileSignedOut: ProfilesContext['whileSignedOut']): Profiles {
  const { home, openProfile, profileName } = options;
  return createProfiles({ home, openProfile, whileSignedOut, currentName: profileName });
}

function refusingCore(options: CoreOptions, error: AppError, log: FileLog): Core {
  log.warn('profile refused', { code: error.code, field: error.params?.['field'] });
  const handlers = setupHandlers(profilesOf(options, (work) => work()));
  const invoke = createRegistrar({
    ...{ handlers, missing: error, log, isOutputChecked: options.isOutputChecked ?? false },
    seat: () => Promise.resolve(undefined),
  });
  return {
    invoke,
    onEvent: () => () => undefined,
    exportHandle: () => Promise.resolve(null),
    onHandleChanged: () => () => undefined,
    close: () => Promise.resolve(log.close()),
  };
}
