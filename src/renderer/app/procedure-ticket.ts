import type { Procedure } from '../../shared/domain/procedure.ts';
import { stepAt, type ProcedureResult, type Taken } from '../../shared/procedure/procedure-run.ts';
import { formatTime } from '../i18n/format.ts';
import { recordLocale, recordTexts } from '../i18n/record-texts.ts';
import { runKeyOf } from './procedure-of-call.ts';
import { writeLine } from './ticket-draft.ts';
import type { Stores } from './stores.ts';
import type { CallView } from './use-call-view.ts';

function lineOf(procedure: Procedure, taken: Taken): string[] {
  const t = recordTexts('procedures');
  const step = stepAt(procedure, taken.step);
  const question = step.text['zh-Hans'];
  switch (taken.kind) {
    case 'ask': {
      const answer = step.kind === 'ask' ? step.answers[taken.answer]?.text['zh-Hans'] : undefined;
      return answer === undefined ? [] : [t('ticketLine', { question, answer })];
    }
    case 'check': {
      const { found } = taken;
      const answer = t(`state.${found.state}`, { time: formatTime(recordLocale, found.asOf) });
      return [t('ticketLine', { question: t(`check.${found.kind}`), answer })];
    }
    case 'write':
      return step.kind === 'write' && step.field === 'description'
        ? [t('ticketLine', { question, answer: taken.text })]
        : [];
    case 'tell':
      return [];
  }
}

/** What was asked and answered, line by line, as it stands in the ticket. */
function ticketText(procedure: Procedure, { taken }: ProcedureResult): string {
  const t = recordTexts('procedures');
  const head = t('ticketHead', { title: procedure.title['zh-Hans'] });
  return [head, ...taken.flatMap((entry) => lineOf(procedure, entry))].join('\n');
}

/** Into the open draft of this call, else into a new one. What the agent wrote himself stays above it. */
export function writeIntoTicket(stores: Stores, view: CallView, procedure: Procedure, result: ProcedureResult): void {
  const article = stores.knowledge.getState().open?.article;
  const own = article?.group === procedure.article ? article : undefined;
  const draft = writeLine(stores, view, ticketText(procedure, result), own);
  if (!draft) return;
  stores.tickets.getState().edit(draft.id, {
    ...result.ticket,
    ...(result.address === undefined ? {} : { address: result.address }),
    ...(result.callerPhone === undefined ? {} : { callerPhone: result.callerPhone }),
  });
  stores.procedures.leave(runKeyOf(view));
  stores.procedures.close();
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>('textarea[name="description"]')?.focus());
}
