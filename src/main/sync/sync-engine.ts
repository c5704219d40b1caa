import type { AgentNo } from '../../shared/ids.ts';
import type { SyncStatusReport } from '../../shared/ipc/contract.ts';
import { pullStreams, type PullStream } from '../../shared/sync/wire.ts';
import type { AgentStanding } from '../db/agent-state-ops.ts';
import type { KnowledgeStore } from '../db/knowledge-store.ts';
import type { SeatStore } from '../db/seat-store.ts';
import type { EmitEvent } from '../event-hub.ts';
import type { Log } from '../log.ts';
import { announcePage } from './announce-page.ts';
import { createAttachmentRunner, type AttachmentRunner } from './attachment-runner.ts';
import { createAgentLink, type AgentLink, type OtherDesk } from './agent-link.ts';
import { createColleagues, type Colleagues } from './colleagues.ts';
import { createConnection, type Connection } from './connection.ts';
import {
  createEnclosureRunner,
  type EnclosureRunner,
  type EnclosureShelf,
  type FileShelf,
} from './enclosure-runner.ts';
import { createLeaderLine, type LeaderLine } from './leader-line.ts';
import { createOutboxRunner, type OutboxRunner } from './outbox-runner.ts';
import { createPuller, type Puller, type PullTarget } from './puller.ts';
import { createRepeatingTask } from './repeating-task.ts';
import type { ServerSession, TicketRequest, TrainingRequests } from './server-session.ts';
import { settledEvents } from './settled-events.ts';
import { createReporter, type Reporter } from './sync-report.ts';

export interface SyncEngineOptions {
  readonly agentNo: AgentNo;
  readonly server: ServerSession;
  readonly seat: SeatStore;
  readonly standing: AgentStanding;
  /** What this desk is called to others. */
  readonly place: string;
  /** Undefined where the knowledge file could not be opened. */
  readonly knowledge: () => Promise<KnowledgeStore | undefined>;
  readonly enclosures: EnclosureShelf;
  /** What callers said, for the tasks of this agent. */
  readonly sounds: FileShelf;
  readonly emit: EmitEvent;
  readonly log: Log;
  readonly now: () => number;
  /** The server takes this agent's tokens; heard at every connection. */
  readonly onAccepted: () => void;
  /** The server no longer takes them. Work goes on, nothing leaves until the next sign-in. */
  readonly onRefused: () => void;
  /** The agent signed on at another desk later than here. */
  readonly onTakenOver: (other: OtherDesk) => void;
  /** The agent was at another desk until he signed on here. */
  readonly onTookOver: (other: OtherDesk) => void;
  readonly onReported: () => void;
}

/** Everything between one open seat and the central server, from sign-in to sign-out. */
export interface SyncEngine {
  start(): void;
  /** A row was written: it may leave. */
  wake(): void;
  /** Tries to send what waits; resolves when it has left, or can't for now. */
  send(): Promise<void>;
  /** There is reason to believe that the server can be reached now. */
  nudge(): void;
  /** Tries at once and resolves when everything was exchanged, or could not be. */
  syncNow(): Promise<SyncStatusReport>;
  status(): Promise<SyncStatusReport>;
  /** Fetches ticket numbers where few are left. Resolves when there is nothing more to hope for. */
  topUpNumbers(): Promise<void>;
  /** Tickets as the centre has them now, and what it does with them. */
  readonly atCentre: Pick<ServerSession, TicketRequest>;
  /** Where the agent stands, on its way to the centre. */
  readonly agent: AgentLink;
  readonly colleagues: Colleagues;
  readonly leaders: LeaderLine;
  readonly enclosures: EnclosureRunner;
  readonly sounds: EnclosureRunner;
  /** Asked of the centre each time. */
  readonly training: TrainingRequests;
  /** Resolves when nothing touches the seat any more. */
  stop(): Promise<void>;
}

const regularExchangeMs = 3 * 60_000;
/** The same mark at which the server tops up. */
const fewNumbers = 1000;

export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { server, log } = options;
  const parts = connectParts(options);
  const { outbox, attachments, enclosures, sounds, puller, connection, report, agent, colleagues, leaders } = parts;
  // Nobody waits for files: they may take minutes.
  const exchange = (): Promise<unknown> => {
    void attachments.wake();
    void enclosures.wake();
    void sounds.wake();
    return Promise.all([outbox.wake(), puller.pull(pullStreams)]).then(report.announce);
  };
  const regular = setInterval(() => void exchange(), regularExchangeMs);

  const topUp = createRepeatingTask(
    () => topUpNumbers(options),
    (bug) => log.bug('number top-up failed', bug),
  );
  parts.onConnected(() => void topUp.request());

  return {
    start: () => connection.start(),
    wake() {
      // A push under way may take its time; what was just written is told of now.
      report.announce();
      void outbox.wake().then(report.announce);
      void attachments.wake().then(report.announce);
    },
    send: () => outbox.wake(),
    nudge: () => connection.nudge(),
    async syncNow() {
      connection.nudge();
      await connection.whenDecided();
      await exchange();
      return report.now();
    },
    status: () => report.now(),
    topUpNumbers: () => topUp.request(),
    ...{ atCentre: server, agent, colleagues, leaders, enclosures, sounds, training: server },
    async stop() {
      clearInterval(regular);
      connection.stop();
      server.close();
      await Promise.all([
        outbox.pause(),
        attachments.pause(),
        enclosures.pause(),
        sounds.pause(),
        puller.pause(),
        topUp.idle(),
        report.close(),
        agent.idle(),
      ]);
    },
  };
}

async function topUpNumbers({ seat, server, agentNo }: SyncEngineOptions): Promise<void> {
  const { numbersLeft } = await seat.peek(agentNo);
  if (numbersLeft >= fewNumbers) return;
  const blocks = await server.numbers(numbersLeft);
  if (blocks.ok && blocks.value.length > 0) await seat.addNumberBlocks(blocks.value);
}

interface Parts {
  readonly outbox: OutboxRunner;
  readonly attachments: AttachmentRunner;
  readonly enclosures: EnclosureRunner;
  readonly sounds: EnclosureRunner;
  readonly puller: Puller;
  readonly connection: Connection;
  readonly report: Reporter;
  readonly agent: AgentLink;
  readonly colleagues: Colleagues;
  readonly leaders: LeaderLine;
  onConnected(listener: () => void): void;
}

function connectParts(options: SyncEngineOptions): Parts {
  const { seat, server, log, now, emit } = options;
  let lastExchangeAt: number | undefined;
  let busyUntil: number | undefined;
  let connected: () => void = () => undefined;
  // The large stream shows by itself how far it is.
  const awaited = new Set<PullStream>(pullStreams.filter((stream) => stream !== 'knowledge'));
  const onExchanged = (): void => {
    lastExchangeAt = now();
    connection.exchanged();
  };
  const onFailed: Connection['failed'] = (error) => connection.failed(error);

  const outbox = createOutboxRunner({
    ...{ seat, server, log, now, onExchanged, onFailed },
    onMoved: () => report.announce(),
    onBusy: (until) => void (busyUntil = until),
    ...settledEvents(emit, () => void attachments.wake().then(report.announce)),
  });
  const { attachments, enclosures, sounds } = fileRunners(options, onFailed, () => report.announce());
  const seatTarget = targetIn(seat);
  const puller = createPuller({
    ...{ server, log, onExchanged },
    onFeed: createFeedWatch(options, attachments, () => void outbox.wake().then(report.announce)),
    onCaughtUp(stream) {
      // What the articles name is fetched once they are here.
      if (stream === 'knowledge') void enclosures.wake();
      if (stream === 'tasks') void sounds.wake();
      if (awaited.delete(stream) && awaited.size === 0) report.announce();
    },
    onFailed(error, stream) {
      onFailed(error);
      if (stream === 'knowledge') tellCache(options);
    },
    targetOf: (stream) => (isPublished(stream) ? options.knowledge() : Promise.resolve(seatTarget)),
    onApplied: async (stream, items, isFirst) => {
      await announcePage(options, stream, items, isFirst);
      // What was said of these before the centre had them may leave now.
      if (stream === 'tasks' || stream === 'lines' || stream === 'tickets') void outbox.wake();
    },
  });
  const { agent, colleagues, leaders } = linkAgent(options);
  const connection = createConnection({
    ...{ server, log, now },
    onConnected: () => {
      options.onAccepted();
      connected();
      void Promise.all([outbox.start(), puller.start()]).then(report.announce);
      void attachments.start().then(report.announce);
      void enclosures.start();
      void sounds.start();
    },
    onDisconnected: () => {
      agent.channelLost();
      void Promise.all([outbox.pause(), attachments.pause(), enclosures.pause(), sounds.pause(), puller.pause()]);
    },
    onRefused: options.onRefused,
    onStateChanged: () => report.announce(),
    onChannelOpened: (say) => {
      agent.channelOpened(say);
      // What went on meanwhile was told to nobody here.
      emit('examsChanged', {});
      void puller.pull(pullStreams).then(report.announce);
    },
    onMessage: (message) => {
      if (message.type === 'exams') emit('examsChanged', {});
      else if (message.type === 'rolePlay') {
        emit('rolePlayHeard', { id: message.id, from: message.from, said: message.said });
      } else if (message.type === 'changed') void puller.pull(message.streams).then(report.announce);
      else for (const listener of [agent, leaders]) listener.hear(message);
    },
  });
  const report = createReporter(options, connection, {
    lastExchangeAt: () => lastExchangeAt,
    isCatchingUp: () => awaited.size > 0,
    busyUntil: () => busyUntil,
  });
  return {
    ...{ outbox, attachments, enclosures, sounds, puller, connection, report, agent, colleagues, leaders },
    onConnected: (listener) => void (connected = listener),
  };
}

/** Where the agent and his colleagues stand, and the leaders who can be asked. */
function linkAgent(options: SyncEngineOptions): Pick<Parts, 'agent' | 'colleagues' | 'leaders'> {
  const { seat, server, log, now, emit, standing, place, onTakenOver, onTookOver, onReported } = options;
  const agent = createAgentLink({
    ...{ seat, now, log, standing, place, onTakenOver, onTookOver, onReported },
    onForced: (by, at) => emit('agentForced', { by, at }),
    onColleaguesMoved: () => emit('colleaguesChanged', {}),
  });
  const colleagues = createColleagues({ seat, server, log, now, watch: () => agent.watchColleagues() });
  return { agent, colleagues, leaders: createLeaderLine({ server, emit, now }) };
}

/** After a restore of the centre what it may lack goes out again; `onRows` is told when rows do. */
function createFeedWatch(
  { seat, log, emit }: SyncEngineOptions,
  attachments: AttachmentRunner,
  onRows: () => void,
): (feed: string) => Promise<void> {
  let known: string | undefined;
  return async (feed) => {
    if (feed === known) return;
    attachments.doubt();
    const { rows, filesOf } = await seat.noteFeed(feed);
    known = feed;
    if (rows + filesOf.length > 0) log.warn('the centre was restored', { rows, withFiles: filesOf.length });
    for (const ticketId of filesOf) emit('attachmentsChanged', { ticketId });
    // Those of tickets that go out again follow them.
    if (filesOf.length > 0) void attachments.wake();
    if (rows > 0) onRows();
  };
}

/** Files travel apart from rows: those of tickets to the centre, those of articles and what callers said here. */
function fileRunners(
  options: SyncEngineOptions,
  onFailed: Connection['failed'],
  announce: () => void,
): Pick<Parts, 'attachments' | 'enclosures' | 'sounds'> {
  const { seat, server, log, now, emit } = options;
  return {
    attachments: createAttachmentRunner({
      ...{ seat, server, log, now, onFailed },
      onChanged(ticketId) {
        emit('attachmentsChanged', { ticketId });
        announce();
      },
    }),
    enclosures: createEnclosureRunner({
      ...{ shelf: options.enclosures, server, log, now, onFailed },
      onCame: (sha256) => emit('enclosureCame', { sha256 }),
    }),
    sounds: createEnclosureRunner({
      ...{ shelf: options.sounds, log, now, onFailed },
      server: { enclosure: (sha256, at) => server.voiceMessage(sha256, at) },
      onCame: () => emit('tasksChanged', {}),
    }),
  };
}

/** Nothing but these two: the seat is asked through a proxy that has an answer to every name. */
function targetIn(seat: SeatStore): PullTarget {
  return {
    pullCursor: (stream) => seat.pullCursor(stream),
    async applyPull(...page) {
      await seat.applyPull(...page);
      return {};
    },
  };
}

/** Why a page could not be kept is shown, too. */
function tellCache({ knowledge, emit, log }: SyncEngineOptions): void {
  const tell = async (): Promise<void> => {
    const store = await knowledge();
    if (store) emit('knowledgeUpdated', await store.cache());
  };
  tell().catch((bug: unknown) => log.bug('the state of the cache could not be read', bug));
}

const publishedStreams: readonly PullStream[] = [
  ...(['knowledge', 'uses', 'phrases', 'notices', 'festivals'] as const),
  ...(['procedures', 'questions'] as const),
];

function isPublished(stream: PullStream): boolean {
  return publishedStreams.includes(stream);
}
