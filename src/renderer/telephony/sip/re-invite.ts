import { SessionState, type Session } from 'sip.js';
import type { Clock } from '../clock/clock.ts';

/**
 * Puts the far end on hold or takes it back. True when it agreed; false when it refused or the call ended meanwhile,
 * and what was agreed before stays in force. One crossing re-INVITE of the far end (491) is waited out.
 */
export async function reInvite(session: Session, options: { hold: boolean }, clock: Clock): Promise<boolean> {
  const before = { ...session.sessionDescriptionHandlerOptionsReInvite };
  let status = await ask(session, options);
  if (status === 491) {
    await new Promise<void>((resolve) => clock.after(300, resolve));
    status = await ask(session, options);
  }
  if (status === 200) return true;
  session.sessionDescriptionHandlerOptionsReInvite = before;
  return false;
}

/** Final status of the re-INVITE; 0 when there will be none. */
function ask(session: Session, options: { hold: boolean }): Promise<number> {
  return new Promise((resolve) => {
    const onState = (state: SessionState): void => {
      if (state !== SessionState.Established) finish(0);
    };
    const finish = (status: number): void => {
      session.stateChange.removeListener(onState);
      resolve(status);
    };
    session.stateChange.addListener(onState);
    session
      .invite({
        sessionDescriptionHandlerOptions: options as object,
        requestDelegate: {
          onAccept: () => finish(200),
          onReject: ({ message }) => finish(message.statusCode ?? 500),
        },
      })
      .catch((error: unknown) => finish(error instanceof Error && error.name === 'RequestPendingError' ? 491 : 0));
  });
}
