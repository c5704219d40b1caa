import type { PhoneConfig } from '../../../shared/ipc/contract.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err } from '../../../shared/ipc/result.ts';
import type { PhonePort } from '../port.ts';
import type { PracticePort } from '../practice/practice-port.ts';
import { createPhoneOwner, type PhoneOwner } from './phone-owner.ts';

export interface OwnedPhone {
  /** On the line only while this window has the phone; everywhere else it has no calls, and no microphone. */
  readonly phone: PhonePort;
  /** Its callers are this window's own, and ring nowhere else. */
  readonly practice: PracticePort;
  readonly owner: PhoneOwner;
}

export interface OwnedPhoneParts {
  readonly phone: PhonePort;
  readonly practice: PracticePort;
  readonly locks: LockManager;
  readonly channel: BroadcastChannel;
  /** Also a call whose record is open: it is this window that closes it. */
  isInCall(): boolean;
}

/** Ties the phone to the one window of the seat that has it. */
export function ownPhone({ phone, practice, locks, channel, isInCall }: OwnedPhoneParts): OwnedPhone {
  let wanted: PhoneConfig | undefined;
  const owner = createPhoneOwner({
    locks,
    channel,
    isInCall,
    onOwning: () => {
      if (wanted) void phone.start(wanted);
    },
    onLost: () => phone.stop(),
  });
  return {
    owner,
    practice: {
      ...practice,
      ring: (scenario) =>
        owner.state().kind === 'owning'
          ? practice.ring(scenario)
          : Promise.resolve(err(appError('phone.notRegistered', 'user'))),
    },
    phone: {
      ...phone,
      start: async (config) => {
        wanted = config;
        if (owner.state().kind === 'owning') await phone.start(config);
      },
      stop: async () => {
        wanted = undefined;
        await phone.stop();
      },
    },
  };
}
