import { Suspense, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isLive } from '../../shared/call/call-state.ts';
import { openLeg } from '../../shared/call/desk-calls.ts';
import type { TicketState } from '../../shared/domain/customer.ts';
import { ticketTypeSchema } from '../../shared/domain/ticket.ts';
import { CustomerCard } from '../features/customer/customer-card.tsx';
import { maskNumber } from '../../shared/text/mask-number.ts';
import { OpenTickets } from '../features/customer/open-tickets.tsx';
import { NoticeFacts } from '../features/notices/notice-facts.tsx';
import { writeLine } from './ticket-draft.ts';
import { Captions } from '../features/softphone/captions.tsx';
import { DialLine } from '../features/softphone/dial-line.tsx';
import { KeypadPane } from '../features/softphone/keypad-pane.tsx';
import { selectIsRegistered } from '../features/softphone/phone-store.ts';
import { PracticePanel } from '../features/softphone/practice-panel.tsx';
import { NotesPane, WrapUp } from '../features/softphone/wrap-up.tsx';
import { isCentreThere } from '../features/sync-status/sync-store.ts';
import { ExamCard } from '../features/training/exam-card.tsx';
import { ExamUnsent } from '../features/training/exam-unsent.tsx';
import { examCallOf } from '../features/training/running-exam.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { useCallBack, useCustomerDial } from './call-back.ts';
import { CallerTickets, remindedTicket } from './caller-tickets.tsx';
import { CallerTicketKeys } from './ticket-additions.tsx';
import { CallPane, type PhoneKeys } from './call-pane.tsx';
import { ownExam } from './exam-wiring.ts';
import { CustomersPane, FindCustomer, newCustomerOf, revealOf, UndecidedCustomers } from './customers-pane.tsx';
import { OpenRecord } from './open-record.tsx';
import { RolePlaySlot } from './role-play-slot.tsx';
import type { Stores } from './stores.ts';
import { TrainingKey } from './training-slot.tsx';
import type { CallView } from './use-call-view.ts';
import { useProcedureTitle } from './use-procedure-title.tsx';
import { useTransferName } from './use-transfer-name.ts';

const ScoreSheetPane = lazyPart(
  async () => (await import('../features/softphone/score-sheet-pane.tsx')).ScoreSheetPane,
);

export interface PersonColumnProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly toArea: (area: string) => string;
  readonly phoneKeys: PhoneKeys;
  /** Notes that a line was said. */
  readonly onSay: (phraseId: string) => void;
}

/** Left: the call, the caller, what is open for him; the practice callers while nobody is there. */
export function PersonColumn(props: PersonColumnProps): ReactNode {
  const { stores, view } = props;
  const { call } = view;
  const isSearching = useStore(stores.customers, (state) => state.isOpen);
  const panel = isSearching ? <CustomersPane stores={stores} view={view} toArea={props.toArea} /> : null;
  return (
    <section className="column person">
      {call ? (
        <RunningCall key={call.state.facts.callId} {...props} call={call}>
          {panel}
        </RunningCall>
      ) : (
        (panel ?? <Idle stores={stores} dialRef={props.phoneKeys.dialRef} />)
      )}
    </section>
  );
}

interface IdleProps {
  readonly stores: Stores;
  readonly dialRef: PhoneKeys['dialRef'];
}

function Idle({ stores, dialRef }: IdleProps): ReactNode {
  const isRegistered = useStore(stores.phone, selectIsRegistered);
  const isHere = useStore(stores.owner, ({ ownership }) => ownership.kind === 'owning');
  const isTold = useStore(stores.session, ({ bootstrap }) => bootstrap?.profile.kind === 'live');
  const exam = useStore(stores.exams, () => ownExam(stores));
  const isOnline = useStore(stores.sync, isCentreThere);
  const procedureTitle = useProcedureTitle(stores);
  return (
    <>
      <div className="person-scroll">
        <UndecidedCustomers stores={stores} />
        <RolePlaySlot stores={stores} />
        <DeskDialLine stores={stores} inputRef={dialRef} />
        {/* Nothing to practise with while he is tested; callers ring all the same. */}
        {exam ? (
          <OwnExam stores={stores} canRing={isRegistered && isHere} />
        ) : (
          <>
            <ExamUnsent store={stores.exams} isOnline={isOnline} />
            <TrainingKey stores={stores} />
            <PracticePanel
              store={stores.practice}
              file={stores.practiceFile}
              isTold={isTold}
              canRing={isRegistered && isHere}
              procedureTitle={procedureTitle}
            />
          </>
        )}
      </div>
      <FindCustomer stores={stores} />
    </>
  );
}

/** The test that the agent is in; during a call of it, too. */
function OwnExam({ stores, canRing }: { readonly stores: Stores; readonly canRing: boolean }): ReactNode {
  const exam = useStore(stores.exams, () => ownExam(stores));
  const { callers, error } = useStore(stores.practice);
  const isOnline = useStore(stores.sync, isCentreThere);
  if (!exam) return null;
  const asked = examCallOf(exam);
  const played = asked && callers.find(({ scenario }) => scenario.id === asked.call.scenario);
  return (
    <ExamCard
      store={stores.exams}
      exam={exam}
      isOnline={isOnline}
      caller={
        asked && {
          isThere: played !== undefined && played.state.kind !== 'idle',
          ...{ canRing, error },
          onRing: () => void stores.practice.actions.ring(asked.call.scenario),
        }
      }
    />
  );
}

/** The dial line, with the last call that the agent made and may make again. */
function DeskDialLine({
  stores,
  inputRef,
}: {
  readonly stores: Stores;
  readonly inputRef: PhoneKeys['dialRef'];
}): ReactNode {
  const callBackOf = useCallBack(stores);
  const last = useStore(stores.history, ({ day }) => day?.lastOutgoing);
  const onRedial = last && callBackOf(last);
  return (
    <DialLine
      store={stores.phone}
      links={stores.dialLinks}
      inputRef={inputRef}
      mask={maskNumber}
      lastCall={onRedial && { maskedNumber: last.maskedNumber, onRedial }}
    />
  );
}

/** A practice call can be interrupted by the next one, as a real one is. */
function AnotherPracticeCaller({ stores }: { readonly stores: Stores }): ReactNode {
  const { t } = useTranslation('phone');
  const isHere = useStore(stores.owner, ({ ownership }) => ownership.kind === 'owning');
  const isTold = useStore(stores.session, ({ bootstrap }) => bootstrap?.profile.kind === 'live');
  const procedureTitle = useProcedureTitle(stores);
  return (
    <details className="pane" data-testid="another-practice-caller">
      <summary className="quiet small">{t('practiceAnother')}</summary>
      <PracticePanel store={stores.practice} isTold={isTold} canRing={isHere} procedureTitle={procedureTitle} />
    </details>
  );
}

interface RunningCallProps extends PersonColumnProps {
  readonly call: NonNullable<CallView['call']>;
  /** Stands in the place of the caller while the agent looks for a customer. */
  readonly children: ReactNode;
}

function RunningCall({ stores, view, call, toArea, phoneKeys, onSay, children }: RunningCallProps): ReactNode {
  const { t } = useTranslation('tickets');
  const { state, pop } = call;
  const { facts } = state;
  const { callId } = facts;
  const { actions } = stores.phone;
  const { desk, config } = useStore(stores.phone);
  const clocks = useStore(stores.wrapUpClocks);
  const transferName = useTransferName(stores, state);
  const dialOf = useCustomerDial(stores);
  const isBeside = children !== null;
  const typeText = (type: string): string => {
    const known = ticketTypeSchema.safeParse(type);
    return known.success ? t(`type.${known.data}`) : type;
  };
  const statusText = (status: TicketState['status']): string => t(`status.${status}`);
  // What the agent has to do now stays in sight beside the customers.
  const now = (
    <>
      {phoneKeys.isKeypadOpen && openLeg(desk)?.kind === 'talking' ? (
        <KeypadPane onDigit={actions.sendDigit} onClose={phoneKeys.onKeypad} />
      ) : null}
      {state.kind === 'wrapUp' ? (
        <WrapUp
          state={state}
          actions={actions}
          disposition={view.disposition}
          onDisposition={view.chooseDisposition}
          transferName={transferName}
          canRate={config?.calls.survey?.isAgentEntered ?? false}
          rating={view.rating}
          onRating={view.chooseRating}
          rule={config?.calls.wrapUp}
          clock={clocks.get(state.facts.callId)}
          onExtend={stores.wrapUpClocks.extend}
        />
      ) : null}
    </>
  );
  return (
    <>
      <CallPane {...{ stores, view, call, toArea, phoneKeys }} />
      {isBeside ? now : null}
      {children}
      <div className="person-scroll" hidden={isBeside}>
        <UndecidedCustomers stores={stores} />
        {facts.isPractice && facts.direction === 'inbound' ? (
          <Captions
            store={stores.practice}
            number={facts.number}
            handOver={transferName === undefined ? undefined : { to: transferName, isOver: state.kind === 'wrapUp' }}
          />
        ) : null}
        {isBeside ? null : now}
        {view.isTested ? <OwnExam stores={stores} canRing={false} /> : <RolePlaySlot stores={stores} />}
        {facts.isPractice && facts.direction === 'inbound' && state.kind === 'wrapUp' && !view.isTested ? (
          <Suspense fallback={null}>
            <ScoreSheetPane
              store={stores.practice}
              file={stores.practiceFile}
              callId={facts.callId}
              number={facts.number}
            />
          </Suspense>
        ) : null}
        {view.openRecords.map((open) => (
          <OpenRecord key={open.state.facts.callId} stores={stores} call={open} />
        ))}
        <CallerTickets {...{ stores, view, call, typeText, statusText, onSay }} now={facts.startedAt} />
        <CustomerCard
          pop={pop}
          isLoading={pop === undefined}
          areaText={pop?.area === undefined ? undefined : toArea(pop.area)}
          reveal={revealOf(stores, pop?.customer?.id)}
          onDial={pop?.customer && dialOf(pop.customer)}
          onOpen={() => {
            if (pop?.customer) void stores.customers.getState().read(pop.customer.id);
          }}
          onSearch={stores.customers.getState().open}
          onNew={() => {
            stores.customers.getState().startNew(newCustomerOf(view));
          }}
        />
        {pop ? (
          <OpenTickets
            pop={pop}
            now={facts.startedAt}
            typeText={typeText}
            statusText={statusText}
            keysOf={(ticket) =>
              // Those of the one that he is told of stand there.
              ticket.id === remindedTicket(call)?.id ? null : <CallerTicketKeys {...{ stores, view, ticket }} />
            }
            noticeFacts={(notice) => (
              <NoticeFacts
                notice={notice}
                areaText={toArea}
                onWrite={(line) => {
                  writeLine(stores, view, line, undefined);
                }}
              />
            )}
          />
        ) : null}
        {isLive(state) && state.kind !== 'ringing' ? (
          <NotesPane
            notes={state.notes}
            onChange={(notes) => {
              actions.setNotes(callId, notes);
            }}
          />
        ) : null}
        {facts.isPractice && isLive(state) && !view.isTested ? <AnotherPracticeCaller stores={stores} /> : null}
        {state.kind === 'wrapUp' ? <DeskDialLine stores={stores} inputRef={phoneKeys.dialRef} /> : null}
      </div>
    </>
  );
}
