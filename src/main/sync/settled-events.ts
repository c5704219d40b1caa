import type { EmitEvent } from '../event-hub.ts';
import type { OutboxRunnerOptions } from './outbox-runner.ts';

/** What the page hears of the centre's answers to what this desk sent. `onTicketsThere`: tickets with files are at the centre. */
export function settledEvents(emit: EmitEvent, onTicketsThere: () => void) {
  return {
    onTicketsChanged: (tickets) => {
      for (const ticket of tickets) emit('ticketChanged', ticket);
      // Their files follow.
      if (tickets.some(({ attachments, sync }) => attachments && sync === 'synced')) onTicketsThere();
    },
    onCustomersSettled: () => emit('directoryUpdated', {}),
    onAdditionsSettled: () => emit('additionsChanged', {}),
    onTasksSettled: () => emit('tasksChanged', {}),
    onExamsSettled: () => emit('examsChanged', {}),
    onLinesSettled: () => {
      emit('proposalsChanged', {});
      emit('phrasesUpdated', {});
    },
  } satisfies Partial<OutboxRunnerOptions>;
}
