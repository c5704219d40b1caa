/**
 * Names of everything that crosses from the page to the core and back. A leaf without imports: the preload, which must
 * stay tiny, reads only this file.
 */
export const commandNames = [
  'app:bootstrap',
  'settings:set',
  'auth:signIn',
  'auth:signOut',
  'calls:begin',
  'calls:update',
  'calls:list',
  'calls:day',
  'calls:dismissMissed',
  'calls:reveal',
  'calls:closeLeft',
  'customers:reveal',
  'phrases:packs',
  'notices:list',
  'knowledge:search',
  'knowledge:article',
  'tickets:catalog',
  'tickets:drafts',
  'tickets:saveDraft',
  'tickets:discardDraft',
  'tickets:submit',
  'tickets:list',
  'tickets:reopen',
  'tickets:retry',
  'sync:status',
  'sync:now',
  'practice:scenarios',
  'demo:setServerPower',
  'profiles:list',
  'profiles:read',
  'profiles:open',
  'setup:save',
  'setup:testServer',
  'setup:testExchange',
] as const;
export type CommandName = (typeof commandNames)[number];

export const eventNames = [
  'sessionChanged',
  'callerFound',
  'settingsChanged',
  'syncChanged',
  'ticketChanged',
  'phrasesUpdated',
  'noticesUpdated',
  'knowledgeUpdated',
  'directoryUpdated',
  'callsChanged',
] as const;
export type EventName = (typeof eventNames)[number];
