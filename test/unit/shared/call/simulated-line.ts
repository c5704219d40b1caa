import type { LineCommand } from '../../../../src/shared/call/call-state.ts';
import { emptyDesk, type DeskCalls } from '../../../../src/shared/call/desk-calls.ts';
import { transitionDesk, type DeskEvent, type LegEvent } from '../../../../src/shared/call/desk-machine.ts';
import type { CallFacts, EndReason } from '../../../../src/shared/domain/call.ts';
import { callIdSchema, type CallId } from '../../../../src/shared/ids.ts';

/** One leg as the line has it: what the far end hears, whatever the desk believes. */
interface LineLeg {
  isConnected: boolean;
  isMicrophoneOpen: boolean;
  isGone: boolean;
}

interface Pending {
  readonly callId: CallId;
  readonly command: LineCommand;
}

export interface Written {
  begins: number;
  ends: number;
  closings: number;
  reason?: EndReason;
}

/**
 * A line that takes the desk's commands and does them later, in any order, or fails to: the model that the properties
 * of the desk's calls are held against.
 */
export class SimulatedLine {
  desk: DeskCalls = emptyDesk;
  readonly legs = new Map<CallId, LineLeg>();
  readonly records = new Map<CallId, Written>();
  mixed: readonly CallId[] = [];
  #pending: Pending[] = [];
  #made = 0;

  get pending(): readonly Pending[] {
    return this.#pending;
  }

  newFacts(direction: CallFacts['direction'], consultFor?: CallId): CallFacts {
    this.#made += 1;
    const callId = callIdSchema.parse(`01890a5d-ac96-774b-bcce-${String(this.#made).padStart(12, '0')}`);
    const facts = { callId, direction, number: '8001', isPractice: false, startedAt: this.#made };
    return consultFor === undefined ? facts : { ...facts, consultFor };
  }

  dispatch(event: DeskEvent): void {
    if (event.type === 'offered') this.legs.set(event.facts.callId, newLeg());
    const { desk, effects } = transitionDesk(this.desk, event);
    this.desk = desk;
    for (const step of effects) {
      if ('mixed' in step) this.mixed = step.mixed;
      else this.#take(step.callId, step.effect);
    }
  }

  /** The line gets round to a command. */
  settle({ callId, command }: Pending, isDone: boolean): void {
    this.#pending = this.#pending.filter((entry) => entry.callId !== callId || entry.command !== command);
    const leg = this.legs.get(callId);
    if (!leg || leg.isGone) return this.#tell(callId, { type: 'commandFailed', command });
    if (!isDone) {
      if (command === 'hold') leg.isMicrophoneOpen = true;
      if (command === 'dial') return this.end(callId, 'unreachable');
      return this.#tell(callId, { type: 'commandFailed', command });
    }
    switch (command) {
      case 'answer':
        return this.connect(callId);
      case 'hold':
        return this.#tell(callId, { type: 'held', at: 1 });
      case 'resume':
        leg.isMicrophoneOpen = true;
        return this.#tell(callId, { type: 'resumed', at: 2 });
      case 'reject':
        return this.end(callId, 'rejected');
      case 'hangUp':
        return this.end(callId, 'agentHungUp');
      case 'transfer':
        return this.end(callId, 'transferred');
      case 'mute':
      case 'dial':
        return;
    }
  }

  connect(callId: CallId): void {
    const leg = this.legs.get(callId);
    if (!leg || leg.isGone || leg.isConnected) return;
    leg.isConnected = true;
    leg.isMicrophoneOpen = true;
    this.#tell(callId, { type: 'connected', at: 1 });
  }

  end(callId: CallId, reason: EndReason): void {
    const leg = this.legs.get(callId);
    if (!leg || leg.isGone) return;
    leg.isGone = true;
    leg.isMicrophoneOpen = false;
    this.#tell(callId, { type: 'lineEnded', reason, at: 3 });
  }

  /** Those who hear the agent. */
  hearing(): CallId[] {
    return [...this.legs].filter(([, leg]) => leg.isMicrophoneOpen).map(([callId]) => callId);
  }

  #tell(callId: CallId, event: LegEvent): void {
    this.dispatch({ type: 'leg', callId, event });
  }

  #take(
    callId: CallId,
    effect: Extract<ReturnType<typeof transitionDesk>['effects'][number], { effect: unknown }>['effect'],
  ): void {
    const record = this.records.get(callId) ?? { begins: 0, ends: 0, closings: 0 };
    this.records.set(callId, record);
    switch (effect.type) {
      case 'recordBegin':
        record.begins += 1;
        return;
      case 'recordUpdate':
        if (effect.patch.endedAt !== undefined) record.ends += 1;
        if (effect.patch.endReason !== undefined) record.reason = effect.patch.endReason;
        if (effect.patch.wrappedUpAt !== undefined) record.closings += 1;
        return;
      case 'dialLine':
        this.legs.set(callId, newLeg());
        break;
      case 'holdLine': {
        const leg = this.legs.get(callId);
        if (leg) leg.isMicrophoneOpen = false;
        break;
      }
      default:
        break;
    }
    this.#pending.push({ callId, command: commandOf(effect.type) });
  }
}

function newLeg(): LineLeg {
  return { isConnected: false, isMicrophoneOpen: false, isGone: false };
}

function commandOf(type: `${LineCommand}Line`): LineCommand {
  return type.slice(0, -'Line'.length) as LineCommand;
}
