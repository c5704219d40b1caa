import type Database from 'better-sqlite3';
import { createAgentStateQueries, type AgentStateQueries } from './queries/agent-states.ts';
import { createArticleMarkQueries, type ArticleMarkQueries } from './queries/article-marks.ts';
import { createAttachmentQueries, type AttachmentQueries } from './queries/attachments.ts';
import { createCallLineQueries, type CallLineQueries } from './queries/call-lines.ts';
import { createCallQueries, type CallQueries } from './queries/calls.ts';
import { createCustomerConflictQueries, type CustomerConflictQueries } from './queries/customer-conflicts.ts';
import { createCustomerDraftQueries, type CustomerDraftQueries } from './queries/customer-drafts.ts';
import { createCustomerEditQueries, type CustomerEditQueries } from './queries/customer-edits.ts';
import { createDiscardedRowQueries, type DiscardedRowQueries } from './queries/discarded-rows.ts';
import { createDrillRecordingQueries, type DrillRecordingQueries } from './queries/drill-recordings.ts';
import { createDrillResultQueries, type DrillResultQueries } from './queries/drill-results.ts';
import { createDraftQueries, type DraftQueries } from './queries/drafts.ts';
import { createMetaQueries, type MetaQueries } from './queries/meta.ts';
import { createNumberBlockQueries, type NumberBlockQueries } from './queries/number-blocks.ts';
import { createOutboxQueries, type OutboxQueries } from './queries/outbox.ts';
import { createPracticeResultQueries, type PracticeResultQueries } from './queries/practice-results.ts';
import { createRolePlayQueries, type RolePlayQueries } from './queries/role-plays.ts';
import { createSentRowQueries, type SentRowQueries } from './queries/sent-rows.ts';
import { createTaskQueries, type TaskQueries } from './queries/tasks.ts';
import { createTicketAdditionQueries, type TicketAdditionQueries } from './queries/ticket-additions.ts';
import { createTicketFormQueries, type TicketFormQueries } from './queries/ticket-forms.ts';
import { createTicketListQueries, type TicketListQueries } from './queries/ticket-lists.ts';
import { createTicketTemplateQueries, type TicketTemplateQueries } from './queries/ticket-templates.ts';
import { createTicketWords, type TicketWords } from './queries/ticket-words.ts';
import { createTrainingReportQueries, type TrainingReportQueries } from './queries/training-reports.ts';
import { createTicketQueries, type TicketQueries } from './queries/tickets.ts';

/** The prepared statements of one agent's database. */
export interface SeatTables {
  readonly meta: MetaQueries;
  readonly blocks: NumberBlockQueries;
  readonly drafts: DraftQueries;
  readonly tickets: TicketQueries;
  readonly ticketLists: TicketListQueries;
  readonly ticketWords: TicketWords;
  readonly outbox: OutboxQueries;
  readonly discardedRows: DiscardedRowQueries;
  readonly sentRows: SentRowQueries;
  readonly calls: CallQueries;
  readonly callLines: CallLineQueries;
  readonly customerEdits: CustomerEditQueries;
  readonly customerConflicts: CustomerConflictQueries;
  readonly customerDrafts: CustomerDraftQueries;
  readonly agentStates: AgentStateQueries;
  readonly tasks: TaskQueries;
  readonly articleMarks: ArticleMarkQueries;
  readonly ticketAdditions: TicketAdditionQueries;
  readonly ticketForms: TicketFormQueries;
  readonly ticketTemplates: TicketTemplateQueries;
  readonly attachments: AttachmentQueries;
  readonly practiceResults: PracticeResultQueries;
  readonly drillResults: DrillResultQueries;
  readonly drillRecordings: DrillRecordingQueries;
  readonly rolePlays: RolePlayQueries;
  readonly trainingReports: TrainingReportQueries;
  /** Runs it in one transaction: all of it is on the disk when this returns, or none is after it threw. */
  inTransaction<T>(work: () => T): T;
}

export function createSeatTables(db: Database.Database): SeatTables {
  const transaction = db.transaction((work: () => unknown) => work());
  const meta = createMetaQueries(db);
  return {
    meta,
    blocks: createNumberBlockQueries(db),
    drafts: createDraftQueries(db),
    tickets: createTicketQueries(db),
    ticketLists: createTicketListQueries(db),
    ticketWords: createTicketWords(db, meta),
    outbox: createOutboxQueries(db),
    discardedRows: createDiscardedRowQueries(db),
    sentRows: createSentRowQueries(db),
    calls: createCallQueries(db),
    callLines: createCallLineQueries(db),
    customerEdits: createCustomerEditQueries(db),
    customerConflicts: createCustomerConflictQueries(db),
    customerDrafts: createCustomerDraftQueries(db),
    agentStates: createAgentStateQueries(db),
    tasks: createTaskQueries(db),
    articleMarks: createArticleMarkQueries(db),
    ticketAdditions: createTicketAdditionQueries(db),
    ticketForms: createTicketFormQueries(db),
    ticketTemplates: createTicketTemplateQueries(db),
    attachments: createAttachmentQueries(db),
    practiceResults: createPracticeResultQueries(db),
    drillResults: createDrillResultQueries(db),
    drillRecordings: createDrillRecordingQueries(db),
    rolePlays: createRolePlayQueries(db),
    trainingReports: createTrainingReportQueries(db),
    inTransaction: <T>(work: () => T) => transaction.immediate(work) as T,
  };
}
