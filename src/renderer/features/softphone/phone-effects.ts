import type { LineCommand } from '../../../shared/call/call-state.ts';
import { legOf, type DeskCalls } from '../../../shared/call/desk-calls.ts';
import type { DeskEffect } from '../../../shared/call/desk-machine.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { CallId } from '../../../shared/ids.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import type { PhonePort } from '../../telephony/port.ts';
import type { CallRecords } from './call-records.ts';

export type RunCommand = (callId: CallId, name: LineCommand, done: Promise<Result<void>>) => void;

/** Does what the machines decided: on the line, and in the records. */
export function createEffectRunner(
  { phone }: { readonly phone: PhonePort },
  records: CallRecords,
  command: RunCommand,
  desk: () => DeskCalls,
): (effect: DeskEffect) => void {
  return (step) => {
    if ('mixed' in step) return phone.mix(step.mixed);
    const { callId, effect } = step;
    switch (effect.type) {
      case 'answerLine':
        return command(callId, 'answer', phone.answer(callId));
      case 'rejectLine':
        return command(callId, 'reject', phone.reject(callId));
      case 'dialLine': {
        const isPractice = legOf(desk(), callId)?.facts.isPractice ?? false;
        const { address, replaces } = effect;
        return command(callId, 'dial', phone.dial(callId, address, { isPractice, ...(replaces ? { replaces } : {}) }));
      }
      case 'hangUpLine':
        return command(callId, 'hangUp', phone.hangUp(callId));
      case 'holdLine':
        return command(callId, 'hold', phone.hold(callId));
      case 'resumeLine':
        return command(callId, 'resume', phone.resume(callId));
      case 'muteLine':
        return command(callId, 'mute', phone.setMuted(callId, effect.isMuted));
      case 'transferLine': {
        const { to } = effect;
        const target = to.callId === undefined ? { address: to.address } : { callId: to.callId };
        return command(callId, 'transfer', phone.transfer(callId, target));
      }
      case 'recordBegin':
        return records.begin(effect.facts);
      case 'recordUpdate':
        return records.update(effect.patch);
      default:
        return assertNever(effect);
    }
  };
}
