import type { Session } from 'sip.js';
import { callDialogSchema, type CallDialog } from '../../../shared/domain/call.ts';

/** The dialog of an established session; undefined where there is none, or one that no header could name. */
export function dialogOf({ dialog }: Session): CallDialog | undefined {
  if (!dialog) return undefined;
  const { callId: sipCallId, localTag, remoteTag, remoteTarget } = dialog;
  return callDialogSchema.safeParse({ sipCallId, localTag, remoteTag, remoteTarget: remoteTarget.toString() }).data;
}

/** As the far end knows the dialog (RFC 3891): what is local there is remote here. */
export function replacesValue({ sipCallId, localTag, remoteTag }: CallDialog): string {
  return `${sipCallId};to-tag=${remoteTag};from-tag=${localTag}`;
}
