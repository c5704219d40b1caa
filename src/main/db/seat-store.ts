import type { AdditionBook } from './addition-ops.ts';
import type { OpenedArticle } from './article-mark-ops.ts';
import type { AgentStanding, KeptState, NewSignIn } from './agent-state-ops.ts';
import type { Attachment, SeatAttachment } from '../../shared/domain/attachment.ts';
import type { Article } from '../../shared/domain/article.ts';
import type { ArticleMark, MarkChange } from '../../shared/domain/article-mark.ts';
import type { CallRecord, LeftCall } from '../../shared/domain/call.ts';
import type { CallCursor, CallDay, CallFilter, CallRow } from '../../shared/domain/call-history.ts';
import type { CustomerChanges, CustomerContent, CustomerField } from '../../shared/domain/customer-changes.ts';
import type { CustomerDraft, CustomerFile } from '../../shared/domain/customer-file.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type {
  ApprovedLine,
  Decision,
  KnownProposal,
  LineDraft,
  LineProposal,
  ProposalState,
  RefusedDecision,
} from '../../shared/domain/line-proposal.ts';
import type { MomentId } from '../../shared/domain/moment.ts';
import type { Phrase } from '../../shared/domain/phrase.ts';
import type { Customer, PastCall, TicketState } from '../../shared/domain/customer.ts';
import type { Task, TaskAgent, TaskChange } from '../../shared/domain/task.ts';
import type { KnownForms } from '../../shared/domain/ticket-form.ts';
import type { Ticket, TicketDraft } from '../../shared/domain/ticket.ts';
import type { AgentNo, CallId, CustomerId, DeviceId, MutationId, TaskId, TicketId } from '../../shared/ids.ts';
import type { AppError } from '../../shared/ipc/app-error.ts';
import type { Result } from '../../shared/ipc/result.ts';
import type { PushTogetherRequest } from '../../shared/sync/push-together-wire.ts';
import type { NumberBlock, PullItem, PullStream, PushOutcome, SignInAnswer } from '../../shared/sync/wire.ts';
import type { RevealedField, WayBackTime } from './call-ops.ts';
import type { PullPass } from './directory.ts';
import type { DrillRecordings } from './drill-recording-ops.ts';
import type { ExamShelf } from './exam-ops.ts';
import type { MessageShelf } from './message-ops.ts';
import type { KnownTask } from './task-ops.ts';
import type { KnownColleagues } from './queries/colleagues.ts';
import type { OutboxHead } from './queries/outbox.ts';
import type { CareBook } from './care-ops.ts';
import type { PracticeFile } from './practice-ops.ts';
import type { SentAgain } from './send-again.ts';
import type { TemplateShelf } from './template-ops.ts';
import type { WaitingBook } from './waiting/waiting-ops.ts';
import type { TicketBook } from './ticket-book-ops.ts';

/** Where the seat's files lie and to whom rows are sealed; fixed for the life of the worker. */
export interface SeatStoreOptions {
  /** Folder of the profile: seats/, outbox.db, directory.db below it. */
  readonly folder: string;
  readonly deviceId: DeviceId;
  /** Public keys of the centre, base64url. */
  readonly sealingKey: string;
  readonly signingKey: string;
}

/** What the agent's own key file tells without any password. */
export interface SeatPeek {
  readonly exists: boolean;
  /** Ed25519 public key to send at sign-in; made with the seat, so absent before the first. */
  readonly authorKey?: string;
  /** The seat's data key sealed to the centre, for recovery. */
  readonly sealedKey?: string;
  readonly numbersLeft: number;
}

/** What a leader says of a proposal; `phrase` is the line of the pack that an approved one becomes. */
export interface LineDecision extends Pick<Decision, 'verdict' | 'reason'> {
  readonly id: string;
  readonly phrase?: Phrase;
}

export type LineFilter =
  | { readonly state: ProposalState }
  | { readonly lang: CallerLanguage; readonly moment: MomentId }
  | { readonly ids: readonly string[] }
  /** The agent's own that the centre refused. */
  | { readonly isRefused: true };

/** A row on its way out. */
export interface OutboxRow {
  readonly id: MutationId;
  readonly kind: OutboxHead['kind'];
  readonly entityId: string;
  /** JSON text of the mutation. */
  readonly payload: string;
}

export type SignedTogether = Pick<PushTogetherRequest, 'deviceId' | 'signature'>;

export interface SealedRow {
  readonly id: MutationId;
  readonly agentNo: AgentNo;
  readonly sealed: string;
}

export interface OutboxCounts {
  readonly waiting: number;
  readonly blocked: number;
  readonly sealedOfOthers: number;
  /** Files of tickets that were submitted and are not at the centre; those that are stuck apart. */
  readonly filesWaiting: number;
  readonly filesStuck: number;
}

export interface FoundCustomer {
  readonly customer: Customer;
  readonly isUnsent: boolean;
}

export interface DuplicateCustomer extends FoundCustomer {
  readonly field: 'phones' | 'accountNo';
}

/** A file that an agent adds to a draft; its name as the system has it. */
export interface NewAttachment extends Pick<Attachment, 'sha256' | 'name' | 'size'> {
  readonly ticketId: TicketId;
  readonly preview?: string;
}

/** A file on its way out. */
export type WaitingAttachment = Pick<NewAttachment, 'ticketId' | 'sha256' | 'size'>;

/** What the centre made of a file. */
export type SentAttachment =
  | { readonly kind: 'stored' }
  | { readonly kind: 'stuck'; readonly code: string }
  /** It is sent again, and the agent is told why that takes so long. */
  | { readonly kind: 'waiting'; readonly code: string };

/** Files found damaged on opening and set aside whole. */
export interface Opened {
  readonly agentNo: AgentNo;
  readonly offlineUntil: number;
  readonly warnings: readonly AppError[];
  /** The agent and SIP account as the server gave them last. */
  readonly signIn: Pick<SignInAnswer, 'agent' | 'sip'>;
  readonly refreshToken?: string;
}

/**
 * Everything personal, behind one worker thread. All times UTC epoch ms. Expected failures are Results with the codes
 * auth.*, storage.*, ticket.*; a write is on the disk (fdatasync) when its promise resolves.
 */
export interface SeatStore
  extends
    TicketBook,
    PracticeFile,
    DrillRecordings,
    ExamShelf,
    TemplateShelf,
    CareBook,
    AdditionBook,
    MessageShelf,
    WaitingBook {
  knownAgents(): Promise<AgentNo[]>;
  peek(agentNo: AgentNo): Promise<SeatPeek>;
  /** Makes the author key pair of a seat that does not exist yet, kept until `openOnline`. Returns the public half. */
  prepare(agentNo: AgentNo): Promise<string>;
  /**
   * After the server accepted the password: opens or creates the seat, renews the offline grant, keeps what the answer
   * brought. Fails with storage.wrongKey when the password does not unwrap the key (changed at the centre): recover then.
   * After storage.keyDamaged with retry `auto` ask the server again, with the author key that `peek` or `prepare` gives.
   */
  openOnline(agentNo: AgentNo, password: string, answer: SignInAnswer): Promise<Result<Opened>>;
  /** Wraps the data key that the server unsealed under the new password, then opens. */
  recover(agentNo: AgentNo, password: string, dataKey: string, answer: SignInAnswer): Promise<Result<Opened>>;
  /** Without the server: auth.wrongPassword, auth.unknownAgent, auth.offlineTermOver, auth.clockMovedBack, storage.*. */
  openOffline(agentNo: AgentNo, password: string, now: number): Promise<Result<Opened>>;
  /** A leader confirms something at this desk, his own seat on this machine being the proof: auth.*. */
  confirmLeader(agentNo: AgentNo, password: string, now: number): Promise<Result<void>>;
  /** Hands the unlocked key to the launcher, so that a killed core reopens without a password. Opaque; memory only. */
  exportHandle(): Promise<string>;
  openWithHandle(handle: string): Promise<Result<Opened>>;
  close(): Promise<void>;
  /** Keeps the newest refresh token and any further number block. */
  keepTokens(refreshToken: string): Promise<void>;
  addNumberBlocks(blocks: readonly NumberBlock[]): Promise<void>;

  saveDraft(draft: TicketDraft): Promise<void>;
  listDrafts(): Promise<TicketDraft[]>;
  /** Kept for 30 days out of sight, then removed. */
  discardDraft(id: TicketId): Promise<void>;
  /** Ticket, number, outbox row in one transaction; idempotent by ticket id. Sealing to the centre follows at once. */
  submitTicket(draft: TicketDraft, isClosedAtFirstContact: boolean, now: number): Promise<Result<Ticket>>;
  /** The centre's own, all versions that this build can read. */
  centreForms(): Promise<KnownForms>;
  // Files of tickets; `now` and all times are UTC epoch ms.
  /** Of a draft: attachment.tooLarge, attachment.empty, attachment.tooMany, ticket.notFound. */
  addAttachment(file: NewAttachment, now: number): Promise<Result<SeatAttachment>>;
  /** On the disk when this resolves. Whole: attachment.wrongKind and attachment.damaged take the file back. */
  keepAttachmentBytes(
    ticketId: TicketId,
    sha256: string,
    at: number,
    bytes: Uint8Array,
  ): Promise<Result<SeatAttachment>>;
  attachmentsOf(ticketId: TicketId): Promise<SeatAttachment[]>;
  /** Of a draft only: ticket.notEditable. */
  removeAttachment(ticketId: TicketId, sha256: string): Promise<Result<void>>;
  retryAttachment(ticketId: TicketId, sha256: string): Promise<void>;
  /** Of tickets that the centre has, oldest first. */
  waitingAttachments(): Promise<WaitingAttachment[]>;
  /** Tickets with files that the centre confirmed of late, newest first. */
  ticketsStored(limit: number, now: number): Promise<TicketId[]>;
  /** At most one chunk from this place on; undefined where the bytes are gone, as those of a file sent long ago are. */
  attachmentBytes(sha256: string, at: number): Promise<Uint8Array | undefined>;
  settleAttachment(ticketId: TicketId, sha256: string, outcome: SentAttachment, now: number): Promise<void>;
  listTickets(limit: number, before?: number): Promise<Ticket[]>;
  getTicket(id: TicketId): Promise<Ticket | undefined>;
  reopenTicket(id: TicketId, now: number): Promise<Result<TicketDraft>>;
  /** A ticket that is on its way already is returned as it is. */
  retryTicket(id: TicketId): Promise<Result<Ticket>>;

  /** Creates the record unless there is one; an open one that names no customer gets the one named now. */
  beginCall(record: CallRecord): Promise<CallRecord>;
  /**
   * Merges. A call that ends unanswered is wrapped up with its end. Once `wrappedUpAt` is set and the call is not
   * practice, each change makes an outbox row in the same transaction; signing in completes the calls that an earlier
   * run left open.
   */
  updateCall(patch: Partial<CallRecord> & { id: CallId }, now: number): Promise<Result<CallRecord>>;
  /** The agent says whose call it is: call.notFound, customer.notFound. Of a closed call it is a further version. */
  attachCustomer(callId: CallId, customerId: CustomerId, now: number): Promise<Result<CallRecord>>;
  /** Open calls that were answered and that no page has any more: the exchange may hold them still. Oldest first. */
  leftCalls(held: readonly CallId[], time: WayBackTime): Promise<LeftCall[]>;
  /** Closes the open calls that no page has any more, and reports them. */
  closeLeftCalls(held: readonly CallId[], now: number): Promise<void>;
  /** Newest first, numbers masked; `before` is exclusive. */
  listCalls(filter: CallFilter, limit: number, before?: CallCursor): Promise<CallRow[]>;
  /** Figures since an instant, and what was missed at any time; of the practice calls or of the live ones. */
  callDay(since: number, isPractice: boolean): Promise<CallDay>;
  /** Missed calls that ended up to this instant. */
  dismissMissed(upTo: number, now: number): Promise<void>;
  /** As `reveal`, for the number of a call. */
  /** Fails with call.notFound. */
  getCall(id: CallId): Promise<Result<CallRecord>>;
  /** Of the whole centre, by what is due first. */
  openTasks(): Promise<KnownTask[]>;
  createTask(task: Task, now: number): Promise<KnownTask>;
  /** `agent` is who is signed in. Fails with task.notFound, task.closed and task.takenByOther. */
  changeTask(
    id: TaskId,
    change: TaskChange,
    agent: Omit<TaskAgent, 'agentNo'>,
    now: number,
  ): Promise<Result<KnownTask>>;
  revealCall(id: CallId, reason: string, now: number): Promise<Result<CallRecord>>;

  /** Logs the reveal (outbox row in the same transaction), once a minute for the same reason, and returns the value. */
  reveal(customerId: CustomerId, field: RevealedField, reason: string, now: number): Promise<Result<string>>;

  /** For a new sign-in, or without one for what a killed core left. */
  openAgentStates(signIn: NewSignIn | undefined): Promise<AgentStanding>;
  keepAgentState(state: Omit<KeptState, 'seq'>, now: number): Promise<KeptState>;
  /** What the centre has not acknowledged, oldest first, and the newest in any case; those after `seq`. */
  agentStates(seq: number, limit: number): Promise<KeptState[]>;
  /** The centre has this one and all before it. */
  settleAgentStates(seq: number): Promise<void>;

  /** Rows ready to send, oldest first, at most one per entity; they become `sending`. */
  takeOutbox(limit: number, now: number): Promise<OutboxRow[]>;
  /** One signature for rows that leave in one request; `digests` are SHA-256 of their payloads, base64url. */
  signTogether(digests: readonly string[]): Promise<SignedTogether>;
  /** A signature for each of these payloads, for a centre of before. */
  signEach(payloads: readonly string[]): Promise<string[]>;
  /** Applies the server's answers; returns the tickets that changed. */
  settleOutbox(outcomes: readonly PushOutcome[], now: number): Promise<Ticket[]>;
  /** The exchange failed on the way: `sending` → `pending`; being offline is no attempt. */
  releaseOutbox(ids: readonly MutationId[]): Promise<void>;
  /** Notes which run of changes the centre is at; returns what goes out again because it is another one. */
  noteFeed(feed: string): Promise<SentAgain>;
  outboxCounts(): Promise<OutboxCounts>;
  /**
   * Sealed rows of this machine that are not in the open seat's own outbox; once a day also those that were refused for
   * a reason that may have passed.
   */
  takeSealed(limit: number, now: number): Promise<SealedRow[]>;
  /**
   * Drops the rows that the server acknowledged or finally refused (a refused one is kept aside, never deleted).
   * True when a decision on a line was among them: one that was refused is taken back.
   */
  settleSealed(outcomes: readonly PushOutcome[], now: number): Promise<boolean>;

  /**
   * One page in one transaction, cursor included; bodies that fail the stream's schema are parked. Streams: customers,
   * tickets, calls, tasks, lines, recordings.
   */
  applyPull(stream: PullStream, items: readonly PullItem[], cursor: string, pass?: PullPass): Promise<void>;
  pullCursor(stream: PullStream): Promise<string | undefined>;
  /** Who else works at the centre, for when it can't be asked. */
  keepColleagues(known: KnownColleagues): Promise<void>;
  knownColleagues(): Promise<KnownColleagues | undefined>;

  // Customers as this agent knows them: what the centre published, and what he entered over it.
  findCustomerByPhone(e164: string): Promise<Customer | undefined>;
  getCustomer(id: CustomerId): Promise<Customer | undefined>;
  /** The likelier first. `exact`: the query as E.164 where it is a number. */
  searchCustomers(query: string, limit: number, exact?: string): Promise<FoundCustomer[]>;
  /** Customers other than `except` who have one of these numbers. */
  findDuplicates(
    numbers: Pick<CustomerContent, 'phones' | 'accountNo'>,
    except?: CustomerId,
  ): Promise<DuplicateCustomer[]>;
  customerFile(id: CustomerId): Promise<CustomerFile | undefined>;
  /** Customers with a field in conflict or something refused. */
  undecidedCustomers(): Promise<CustomerId[]>;
  /** Edit, outbox row and the end of the draft in one transaction. Saving a draft twice makes one customer. */
  createCustomer(draft: Pick<CustomerDraft, 'id'>, content: CustomerContent, now: number): Promise<CustomerId>;
  correctCustomer(
    draft: Pick<CustomerDraft, 'id'>,
    id: CustomerId,
    changes: CustomerChanges,
    now: number,
  ): Promise<Result<void>>;
  resolveConflict(id: CustomerId, field: CustomerField, keep: 'mine' | 'theirs', now: number): Promise<Result<void>>;
  settleRefused(id: CustomerId, action: 'retry' | 'discard', now: number): Promise<void>;
  saveCustomerDraft(draft: CustomerDraft, now: number): Promise<void>;
  listCustomerDrafts(): Promise<CustomerDraft[]>;
  discardCustomerDraft(id: string): Promise<void>;
  openTicketsOf(id: CustomerId): Promise<TicketState[]>;
  /** Of the customer, and those of this seat that name the number (E.164 where it has one; empty for none). */
  openTicketsOfCaller(id: CustomerId | undefined, phone: string): Promise<TicketState[]>;
  /** Newest first; calls of this seat not yet pulled back are included. */
  recentCallsOf(id: CustomerId, limit: number): Promise<PastCall[]>;

  // The work on the centre's lines at this machine. Drafts are the agent's own, all else is everybody's.
  lineDrafts(): Promise<LineDraft[]>;
  saveLineDraft(draft: LineDraft, now: number): Promise<void>;
  discardLineDraft(id: string, now: number): Promise<void>;
  /** Returns the id under which drafts and proposals name it. */
  keepRecording(sound: Uint8Array, now: number): Promise<string>;
  recording(id: string): Promise<Uint8Array | undefined>;
  /** On its way to the centre when this resolves. Proposing a draft twice makes one. */
  proposeLine(proposal: LineProposal): Promise<LineProposal>;
  /** Newest first; those named by id in the order named, without the unknown ones. */
  lineProposals(filter: LineFilter): Promise<KnownProposal[]>;
  /** A proposal that the centre refused, as a change of its own: line.notFound for any other. */
  sendLineAgain(id: string, now: number): Promise<Result<void>>;
  /** Makes a draft of a proposal that the centre refused, and ends it: line.notFound for any other. */
  takeLineBack(id: string, now: number): Promise<Result<LineDraft>>;
  /**
   * All of them or none: line.notFound (also for one that is approved without its line), line.ownProposal, line.decided
   * (also for one that is named twice), and auth.* as `confirmLeader` has them. On their way to the centre, signed by the
   * leader, when this resolves.
   */
  decideLines(
    leader: AgentNo,
    password: string,
    decisions: readonly LineDecision[],
    now: number,
  ): Promise<Result<LineProposal[]>>;
  /** What the centre did not take of that, newest first, until somebody has read it. */
  refusedDecisions(): Promise<RefusedDecision[]>;
  forgetRefusedDecision(proposal: string): Promise<void>;
  approvedLines(): Promise<ApprovedLine[]>;

  // What this agent has to do with articles.
  /** He has it before him now. */
  openArticle(article: Article, now: number): Promise<OpenedArticle>;
  markArticle(article: Article, change: MarkChange, now: number): Promise<ArticleMark>;
  /** Read last first. */
  articleMarks(): Promise<ArticleMark[]>;
  /** Mark and outbox row in one transaction. Once for each version. */
  reportNotRight(article: Article, callId: CallId | undefined, now: number): Promise<ArticleMark>;
  /** The same of an article that has helped. Once for each call, and without one once for each version. */
  reportHelped(article: Article, callId: CallId | undefined, now: number): Promise<ArticleMark>;
}
