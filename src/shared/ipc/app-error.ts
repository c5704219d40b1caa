import { z } from 'zod';

/**
 * Every expected failure of the desk, as a closed list. The page shows `errors.<code>` in the agent's language with
 * `params` filled in; a code without a text in every locale fails `npm run check`.
 */
export const appErrorCodes = [
  // the boundary itself
  'ipc.invalidInput',
  'ipc.unknownCommand',
  'ipc.untrustedSender',
  'ipc.coreGone',
  'internal',
  // signing in
  'auth.required',
  'auth.wrongPassword',
  'auth.unknownAgent',
  'auth.locked',
  'auth.serverUnreachable',
  'auth.firstSignInNeedsServer',
  'auth.offlineTermOver',
  'auth.clockMovedBack',
  'auth.sessionExpired',
  'auth.notALeader',
  'auth.leaderUnknownHere',
  'leader.askOver',
  'auth.takenOver',
  'auth.tookOver',
  // the seat's files
  'storage.newerVersion',
  'storage.damaged',
  'storage.keyDamaged',
  'storage.wrongKey',
  'storage.diskFull',
  'storage.overBudget',
  'storage.busy',
  // tickets
  'ticket.notFound',
  'ticket.incomplete',
  'ticket.unknownForm',
  'ticket.noNumbersLeft',
  'ticket.notEditable',
  'ticket.tooLong',
  'ticket.practice',
  'ticket.tooManyTemplates',
  'ticket.stale',
  'ticket.notNow',
  'ticket.unfit',
  'ticket.ended',
  // what is added to tickets
  'addition.notFound',
  'addition.practice',
  'sms.noPort',
  'sms.notApproved',
  'sms.noNumber',
  'sms.notMobile',
  'sms.numberChanged',
  'sms.incomplete',
  'sms.tooMany',
  // what waits for the centre
  'outbox.gone',
  'outbox.mayNotGo',
  'outbox.enteredAnew',
  // files that the agent saves
  'file.notSaved',
  // files of tickets
  'attachment.tooLarge',
  'attachment.empty',
  'attachment.tooMany',
  'attachment.wrongKind',
  'attachment.damaged',
  'attachment.unreadable',
  'attachment.partial',
  'attachment.notAtCentre',
  'attachment.cameDamaged',
  'ticket.nothingToExport',
  'ticket.tooManyToExport',
  // calls, customers, knowledge, content
  'call.notFound',
  'task.notFound',
  'task.closed',
  'task.takenByOther',
  'task.practice',
  'task.soundMissing',
  'task.soundDamaged',
  'customer.notFound',
  'customer.incomplete',
  'customer.invalidPhone',
  'customer.duplicate',
  'article.notFound',
  'article.enclosureMissing',
  'article.practice',
  'line.notFound',
  'line.notYourLanguage',
  'line.unchanged',
  'line.ownProposal',
  'line.decided',
  'recording.unreadable',
  'recording.notFound',
  'content.brokenPack',
  'content.brokenArticle',
  'content.brokenScenario',
  'content.brokenReading',
  'content.brokenProcedure',
  'content.brokenPlaces',
  'scenario.notFound',
  'practice.notFound',
  'rolePlay.colleagueAway',
  'rolePlay.over',
  // the central server
  'server.unreachable',
  'server.badAnswer',
  'server.rejected',
  // the phone, in the page
  'phone.microphoneDenied',
  'phone.microphoneMissing',
  'phone.notRegistered',
  'phone.wrongPassword',
  'phone.unknownUser',
  'phone.mediaFailed',
  'phone.callFailed',
  'phone.digitsFailed',
  'phone.soundMissing',
  'phone.codeRefusedLogIn',
  'phone.codeRefusedLogOut',
  'phone.codeRefusedPause',
  'phone.codeRefusedUnpause',
  // why a link that asks for a call was refused
  'phone.linkTooLong',
  'phone.linkHidden',
  'phone.linkAsksMore',
  'phone.linkServiceCode',
  'phone.linkNoNumber',
  // what became of a number that was dialled
  'phone.invalidNumber',
  'phone.unknownNumber',
  'phone.busy',
  'phone.noAnswer',
  'phone.declined',
  'phone.unreachable',
  // what became of a call that was to be handed over; it is back
  'phone.transferBusy',
  'phone.transferNoAnswer',
  'phone.transferUnknownNumber',
  'phone.transferFailed',
  'phone.transferUnconfirmed',
  // profiles
  'profile.invalid',
  'profile.notDemo',
  'profile.notFound',
  'profile.busy',
  'profile.signedIn',
  // asking a server or an exchange about itself, while a seat is set up
  'probe.unknownHost',
  'probe.refused',
  'probe.timedOut',
  'probe.untrusted',
  'probe.unreachable',
  'probe.notTheServer',
  'probe.otherProtocol',
  'probe.notHealthy',
  'probe.notSip',
  'probe.noSipAnswer',
  'probe.accountRefused',
] as const;

export const appErrorCodeSchema = z.enum(appErrorCodes);
export type AppErrorCode = z.infer<typeof appErrorCodeSchema>;

/** `auto`: the desk tries again by itself. `user`: trying again may help. `none`: it will not. */
export const retrySchema = z.enum(['auto', 'user', 'none']);

export const appErrorSchema = z.object({
  code: appErrorCodeSchema,
  /** Values for the text, never personal data. Times are UTC epoch ms. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  retry: retrySchema,
});
export type AppError = z.infer<typeof appErrorSchema>;

export function appError(code: AppErrorCode, retry: AppError['retry'], params?: AppError['params']): AppError {
  return params === undefined ? { code, retry } : { code, retry, params };
}
