import { z } from 'zod';
import { agentReportSchema, restingKindSchema, standingSchema } from '../domain/agent-report.ts';
import { agentSchema } from '../domain/agent.ts';
import { callOptionsSchema } from '../domain/call-options.ts';
import { callFactsSchema, callRecordSchema, leftCallSchema, saidPhraseSchema } from '../domain/call.ts';
import { callCursorSchema, callDaySchema, callFilterSchema, callRowSchema } from '../domain/call-history.ts';
import { colleagueListSchema } from '../domain/colleague.ts';
import { customerFieldSchema } from '../domain/customer-changes.ts';
import { customerDraftSchema, customerFileSchema, customerHitSchema } from '../domain/customer-file.ts';
import { customerSchema, pastCallSchema, ticketStateSchema } from '../domain/customer.ts';
import { agentKeysSchema, globalKeysSchema } from '../domain/key-choice.ts';
import { agentPanelsSchema } from '../domain/panel-choice.ts';
import { callerLanguageSchema, uiLocaleSchema } from '../domain/language.ts';
import { languageDescriptionSchema } from '../language/language-description.ts';
import { knowledgeCacheSchema } from '../domain/knowledge-cache.ts';
import { headerMapSchema } from '../domain/header-map.ts';
import { noticeSchema } from '../domain/notice.ts';
import { soundSettingsSchema } from '../domain/sound.ts';
import { calibrationsSchema } from '../domain/voice-coach.ts';
import { ticketCatalogSchema } from '../domain/ticket-catalog.ts';
import { knownFormsSchema } from '../domain/ticket-form.ts';
import { ticketDraftSchema, ticketSchema } from '../domain/ticket.ts';
import { ticketClashSchema } from '../domain/ticket-clash.ts';
import { agentNoSchema, callIdSchema, customerIdSchema, ticketIdSchema } from '../ids.ts';
import { iceServerSchema } from '../setup/seat-config.ts';
import { appErrorSchema } from './app-error.ts';
import { sha256Schema } from '../domain/attachment.ts';
import { additionCommands } from './addition-commands.ts';
import { attachmentCommands } from './attachment-commands.ts';
import { answerCommands } from './answer-commands.ts';
import { knowledgeCommands } from './knowledge-commands.ts';
import { careCommands } from './care-commands.ts';
import { dialCommands } from './dial-commands.ts';
import { leaderAnsweredSchema, leaderCommands } from './leader-commands.ts';
import { windowCommands } from './window-commands.ts';
import { noticeDeedSchema } from '../domain/shell-window.ts';
import { setupCommands } from './setup-commands.ts';
import { taskCommands } from './task-commands.ts';
import { teamTicketCommands } from './team-ticket-commands.ts';
import { ticketTemplateCommands } from './ticket-template-commands.ts';
import { ticketBookCommands } from './ticket-book-commands.ts';
import type { CommandName, EventName } from './channels.ts';
import { outboxCommands } from './outbox-commands.ts';
import { packCommands } from './pack-commands.ts';
import { rolePlayHeardSchema } from './role-play-commands.ts';
import { trainingCommands } from './training-commands.ts';
import { practiceCommands } from './practice-commands.ts';

export interface CommandSpec {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

export const settingsSchema = z.object({
  locale: uiLocaleSchema,
  theme: z.enum(['light', 'dark', 'system']),
  /** Absent until somebody chose something. */
  sound: soundSettingsSchema.optional(),
  /** What levels of this machine's headsets mean; one per headset that was compared with a reference. */
  calibrations: calibrationsSchema.optional(),
  keys: agentKeysSchema.optional(),
  panels: agentPanelsSchema.optional(),
  /** A call that rings while the desk is out of sight is told of by the system. Off until somebody wants it. */
  ringNotices: z.boolean().optional(),
  /** Actions whose keys work while another program has the keyboard, by agent. Of Electron only. */
  globalKeys: globalKeysSchema.optional(),
  /** What the centre's knowledge may take on this machine's disk, MB. */
  knowledgeMb: z.number().int().min(64).max(65_536).optional(),
  /** What pictures and documents of articles may take besides, MB. */
  enclosureMb: z.number().int().min(16).max(65_536).optional(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** How the desk reads who is calling. */
const callerReading = {
  headerMap: headerMapSchema,
  /** Languages of this seat's callers, in order; absent where its profile says nothing of them. */
  served: z.array(callerLanguageSchema).optional(),
  calls: callOptionsSchema,
};
/** How the page's phone reaches the exchange. `wire` is the in-memory exchange of practice. */
export const phoneConfigSchema = z.discriminatedUnion('kind', [
  z.object({ ...callerReading, kind: z.literal('wire'), user: z.string(), domain: z.string() }),
  z.object({
    ...callerReading,
    kind: z.literal('ws'),
    /** In order of preference. */
    servers: z.array(z.url({ protocol: /^wss?$/ })).min(1),
    domain: z.string().min(1),
    user: z.string().min(1),
    password: z.string(),
    iceServers: z.array(iceServerSchema),
  }),
]);
export type PhoneConfig = z.infer<typeof phoneConfigSchema>;

export const sessionSchema = z.object({
  agent: agentSchema,
  /** Signed in against the central server, or by the seat's own files. */
  isOnline: z.boolean(),
  /** Until when signing in without the server will work, UTC epoch ms. */
  offlineUntil: z.number().int(),
  phone: phoneConfigSchema,
  /** What the agent goes on with: he stood there before the page, or before the sign-in a moment ago. */
  standing: standingSchema.optional(),
  /** What was found on opening the seat that the agent must know, such as files set aside as damaged. */
  warnings: z.array(appErrorSchema),
});
export type Session = z.infer<typeof sessionSchema>;

export const syncStatusReportSchema = z.object({
  /** The central server answered the last time it was asked. */
  isOnline: z.boolean(),
  /** Since the sign-in, something that calls need is still on its way from the centre: words, callers, tickets, tasks, forms. */
  isCatchingUp: z.boolean(),
  /** Changes of this agent not yet acknowledged. */
  waiting: z.number().int(),
  /** Changes the centre refused; the agent has to look. */
  blocked: z.number().int(),
  /** Sealed changes of other agents of this machine, not yet delivered. */
  sealedWaiting: z.number().int(),
  /** Files of tickets that are still to travel, and those that the centre did not take. */
  filesWaiting: z.number().int(),
  filesStuck: z.number().int(),
  /** UTC epoch ms of the last completed exchange with the server; absent before the first. */
  lastExchangeAt: z.number().int().optional(),
  /** When the centre was last there, or the agent signed in; UTC epoch ms, while offline. */
  offlineSince: z.number().int().optional(),
  /** The centre asked to be left alone until then, UTC epoch ms. */
  busyUntil: z.number().int().optional(),
  /** The centre no longer takes this sign-in: nothing leaves before the next one. */
  isRefused: z.boolean().optional(),
  /** Next try, UTC epoch ms, while offline. */
  nextTryAt: z.number().int().optional(),
});
export type SyncStatusReport = z.infer<typeof syncStatusReportSchema>;

/** What the desk shows the moment a call rings. */
export const screenPopSchema = z.object({
  customer: customerSchema.optional(),
  openTickets: z.array(ticketStateSchema),
  recentCalls: z.array(pastCallSchema),
  /** Calls of this customer within the last two days, this one included: 再次呼入提醒 from two on. */
  callsInTwoDays: z.number().int(),
  /** Notices for the caller's area. */
  notices: z.array(noticeSchema),
  /** Area id of the ticket catalog, from the customer or X-Region. */
  area: z.string().optional(),
  language: callerLanguageSchema,
  /** E.164 where the number could be read as one, else as sent. */
  number: z.string(),
});
export type ScreenPop = z.infer<typeof screenPopSchema>;

export const bootstrapSchema = z.object({
  version: z.string(),
  shell: z.enum(['electron', 'browser']),
  profile: z.object({ name: z.string(), kind: z.enum(['demo', 'live']), centreName: z.string() }),
  settings: settingsSchema,
  session: sessionSchema.nullable(),
  /** Agents with a seat file on this machine. */
  knownAgents: z.array(agentNoSchema),
  /** Demo profile only: who may sign in, with the password shown on the page. */
  demoAgents: z.array(z.object({ agentNo: agentNoSchema, seatLabel: z.string(), password: z.string() })),
  /** `isSecondDesk`: of the demo; its centre is run by the first. */
  ...{ isServerPowered: z.boolean(), isSecondDesk: z.boolean().optional() },
  /** All that callers may speak here. */
  languages: z.array(languageDescriptionSchema),
});
export type Bootstrap = z.infer<typeof bootstrapSchema>;

const nothing = z.object({});

/** Why a number is shown in full. */
export const revealReasonSchema = z.enum(['verifyCaller', 'callBack', 'fillTicket', 'leaderRequest']);
export type RevealReason = z.infer<typeof revealReasonSchema>;

export const commands = {
  'app:bootstrap': { input: nothing, output: bootstrapSchema },
  'settings:set': { input: settingsSchema.partial(), output: settingsSchema },
  'auth:signIn': {
    input: z.object({ agentNo: agentNoSchema, password: z.string().min(1).max(200) }),
    output: sessionSchema,
  },
  ...leaderCommands,
  'auth:signOut': { input: nothing, output: nothing },
  /** Looks the caller up and opens the call's record. Safe to repeat for one callId: the page does so after a core restart. */
  'calls:begin': { input: callFactsSchema, output: screenPopSchema },
  /** Writes what is known of the call so far; later values win, `said` is replaced whole. */
  'calls:update': {
    input: callRecordSchema
      .pick({
        ...{ answeredAt: true, endedAt: true, endReason: true, holds: true, disposition: true, wrappedUpAt: true },
        ...{ isDispositionConfirmed: true, transfer: true, rating: true, quality: true, dialog: true, marks: true },
        ...{ slots: true, adherence: true, longCall: true },
      })
      .extend({
        id: callIdSchema,
        heldMs: z.number().int().min(0).optional(),
        notes: callRecordSchema.shape.notes.optional(),
        said: z.array(saidPhraseSchema).max(500).optional(),
      }),
    output: callRecordSchema,
  },
  /** The agent says whose call it is; answers what the screen shows now. */
  'calls:attach': { input: z.object({ callId: callIdSchema, customerId: customerIdSchema }), output: screenPopSchema },
  /** The agent's own calls, newest first, a page at a time: `before` is the last row of the page before. */
  'calls:list': {
    input: z.object({
      limit: z.number().int().min(1).max(200),
      before: callCursorSchema.optional(),
      filter: callFilterSchema.optional(),
    }),
    output: z.array(callRowSchema),
  },
  /** Figures of the calls since `since`, and the missed calls nobody has seen yet. A demo counts its practice calls. */
  'calls:day': { input: z.object({ since: z.number().int() }), output: callDaySchema },
  /** All missed calls that ended up to this moment, at once. */
  'calls:dismissMissed': { input: z.object({ upTo: z.number().int() }), output: nothing },
  /** The number of a call in full, for a reason that is logged and reaches the centre. */
  'calls:reveal': {
    input: z.object({ id: callIdSchema, reason: revealReasonSchema }),
    output: z.object({ value: z.string() }),
  },
  /** Calls that were talked in and that no page has any more: the exchange may hold them still. Oldest first. */
  'calls:left': {
    input: z.object({ held: z.array(callIdSchema).max(100) }),
    output: z.object({ left: z.array(leftCallSchema) }),
  },
  /** The page that owns the phone says which calls it has, or will go back to: all others that are open lost theirs, and are closed. */
  'calls:closeLeft': { input: z.object({ held: z.array(callIdSchema).max(100) }), output: nothing },
  ...careCommands,
  ...dialCommands,
  ...windowCommands,
  /** Shows a masked value in full, for a reason that is logged and reaches the centre. */
  'customers:reveal': {
    input: z.object({
      customerId: customerIdSchema,
      field: z.enum(['phone', 'accountNo', 'managerPhone']),
      /** Which of several phones, from 0. */
      index: z.number().int().min(0).max(9).optional(),
      reason: revealReasonSchema,
    }),
    output: z.object({ value: z.string() }),
  },
  /** By name, address, account number, or any four digits or more of a phone number. */
  'customers:search': {
    input: z.object({ query: z.string().max(100), limit: z.number().int().min(1).max(50) }),
    output: z.object({ hits: z.array(customerHitSchema), hasMore: z.boolean() }),
  },
  'customers:file': { input: z.object({ id: customerIdSchema }), output: customerFileSchema },
  /** Looks at what is typed: the numbers as they will be kept, null for what is none, and who has one already. */
  'customers:check': {
    input: z.object({ draft: customerDraftSchema }),
    output: z.object({
      phones: z.array(z.string().nullable()),
      duplicates: z.array(z.object({ field: z.enum(['phones', 'accountNo']), hit: customerHitSchema })),
    }),
  },
  /** Final once answered, with or without the server. Repeating it changes nothing. */
  'customers:save': {
    input: z.object({ draft: customerDraftSchema, isDuplicateAccepted: z.boolean() }),
    output: customerFileSchema,
  },
  'customers:drafts': { input: nothing, output: z.array(customerDraftSchema) },
  'customers:saveDraft': { input: customerDraftSchema, output: z.object({ savedAt: z.number().int() }) },
  'customers:discardDraft': { input: z.object({ id: z.uuid() }), output: nothing },
  /** Customers of whom a field is in conflict or something was refused. */
  'customers:undecided': { input: nothing, output: z.array(customerHitSchema) },
  'customers:resolve': {
    input: z.object({ id: customerIdSchema, field: customerFieldSchema, keep: z.enum(['mine', 'theirs']) }),
    output: customerFileSchema,
  },
  /** Sends what the centre refused once more, or gives it up. */
  'customers:settleRefused': {
    input: z.object({ id: customerIdSchema, action: z.enum(['retry', 'discard']) }),
    output: nothing,
  },
  ...packCommands,
  'notices:list': { input: nothing, output: z.array(noticeSchema) },
  ...knowledgeCommands,
  ...answerCommands,
  ...taskCommands,
  'tickets:catalog': { input: nothing, output: ticketCatalogSchema },
  'tickets:forms': { input: nothing, output: knownFormsSchema },
  /** What the caller of a draft has open already, whoever took it; newest first. */
  'tickets:openOfCaller': {
    input: ticketDraftSchema.pick({ customerId: true, callerPhone: true }),
    output: z.array(ticketStateSchema),
  },
  'tickets:drafts': { input: nothing, output: z.array(ticketDraftSchema) },
  'tickets:saveDraft': { input: ticketDraftSchema, output: z.object({ savedAt: z.number().int() }) },
  'tickets:discardDraft': { input: z.object({ id: ticketIdSchema }), output: nothing },
  /** Final once answered: the ticket has its number and is on the disk. Repeating it returns the same ticket. */
  'tickets:submit': {
    input: z.object({ draft: ticketDraftSchema, isClosedAtFirstContact: z.boolean() }),
    output: ticketSchema,
  },
  'tickets:list': {
    input: z.object({ limit: z.number().int().min(1).max(200), before: z.number().int().optional() }),
    output: z.array(ticketSchema),
  },
  /** Turns a refused ticket back into a draft with everything kept; its number stays. */
  'tickets:reopen': { input: z.object({ id: ticketIdSchema }), output: ticketDraftSchema },
  'tickets:retry': { input: z.object({ id: ticketIdSchema }), output: ticketSchema },
  /**
   * A ticket whose text the agent and the centre both changed: the texts side by side, and the ticket as a draft whose next
   * submission takes the place of both. Fails with ticket.notFound, ticket.notEditable and those of the server.
   */
  'tickets:clash': { input: z.object({ id: ticketIdSchema }), output: ticketClashSchema },
  ...attachmentCommands,
  ...teamTicketCommands,
  ...ticketTemplateCommands,
  ...ticketBookCommands,
  ...additionCommands,
  'sync:status': { input: nothing, output: syncStatusReportSchema },
  'sync:now': { input: nothing, output: syncStatusReportSchema },
  ...outboxCommands,
  /** Each change of the agent's own state, in order. `rest`: where he goes back to if the page and its call go away. */
  'agent:reportState': {
    input: z.object({ report: agentReportSchema, rest: restingKindSchema.optional() }),
    output: nothing,
  },
  /** Everybody else of the centre and where he stands; `colleaguesChanged` tells of moves for some minutes afterwards. */
  'colleagues:list': { input: nothing, output: colleagueListSchema },
  ...practiceCommands,
  ...trainingCommands,
  /** Demo profile only: really stops or starts the embedded central server, to show the desk working offline. */
  'demo:setServerPower': { input: z.object({ isOn: z.boolean() }), output: z.object({ isOn: z.boolean() }) },
  ...setupCommands,
} as const satisfies Record<CommandName, CommandSpec>;

export type CommandInput<N extends CommandName> = z.infer<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<(typeof commands)[N]['output']>;

export const events = {
  sessionChanged: z.object({ session: sessionSchema.nullable(), reason: appErrorSchema.optional() }),
  /** What `calls:begin` is going to answer, as soon as it is known: the call's record is still on its way to the disk. */
  callerFound: z.object({ callId: callIdSchema, pop: screenPopSchema }),
  settingsChanged: settingsSchema,
  syncChanged: syncStatusReportSchema,
  /** Something was thrown away, put back or sent anew: tickets and drafts are to be read again. */
  outboxChanged: nothing,
  ticketChanged: ticketSchema,
  /** A file of this ticket got further, or is stuck. */
  attachmentsChanged: z.object({ ticketId: ticketIdSchema }),
  /** Something was added to a ticket, or got further; or the centre's texts for messages changed. */
  additionsChanged: nothing,
  phrasesUpdated: nothing,
  /** A line was proposed, or a leader decided. */
  proposalsChanged: nothing,
  noticesUpdated: nothing,
  formsUpdated: nothing,
  proceduresUpdated: nothing,
  knowledgeUpdated: knowledgeCacheSchema,
  /** A picture or document of an article is on this machine now. */
  enclosureCame: z.object({ sha256: sha256Schema }),
  directoryUpdated: nothing,
  /** A leader set the agent to NOT_READY, UTC epoch ms. */
  agentForced: z.object({ by: agentNoSchema, at: z.number().int() }),
  colleaguesChanged: nothing,
  /** A pass test that the agent takes part in went on, or may have. */
  examsChanged: nothing,
  /** A colleague asks to play a practice call together, or plays one. */
  rolePlayHeard: rolePlayHeardSchema,
  leaderRequestsChanged: nothing,
  /** A leader at another desk has answered what was asked of a call here. */
  leaderAnswered: leaderAnsweredSchema,
  /** A call of this agent ended, was closed, or was dismissed. */
  callsChanged: nothing,
  /** A shared task came, went or moved on. */
  tasksChanged: nothing,
  /** The window was asked to close while its page would not go. Of Electron only: a browser asks by itself. */
  leaveAsked: nothing,
  /** Somebody followed a `tel:` or `sip:` link outside of the desk, as it was written. Of Electron only. */
  dialAsked: z.object({ link: z.string() }),
  /** A key that the agent made global, whatever program has the keyboard. Of Electron only, as the next one. */
  hotKeyPressed: z.object({ id: z.string() }),
  noticePressed: z.object({ id: z.string(), deed: noticeDeedSchema }),
} as const satisfies Record<EventName, z.ZodType>;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
