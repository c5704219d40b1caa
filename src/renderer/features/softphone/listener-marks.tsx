import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ListenerMarks } from '../../../shared/training/practice-result.ts';
import type { CallId } from '../../../shared/ids.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { EarMarks } from '../../ui/ear-marks.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { PracticeFileStore } from './practice-file-store.ts';

const unmarked: ListenerMarks = { marks: {}, listener: '' };

/** What only an ear can judge, by whoever listened beside the trainee. Each mark is kept as it is given. */
export function ListenerMarksForm({
  store,
  callId,
}: {
  readonly store: PracticeFileStore;
  readonly callId: CallId;
}): ReactNode {
  const { t } = useTranslation('phone');
  const { results, error } = useStore(store);
  const result = results.find((each) => each.callId === callId);
  const heard = result?.heard ?? unmarked;
  // As it is typed; until then as it is kept, which a colleague at another desk may have brought about.
  const [typed, setTyped] = useState<string>();
  const listener = typed ?? heard.listener;
  if (!result) return <ErrorNote error={error} />;
  const mark = (change: Partial<ListenerMarks>): void => void store.actions.mark(callId, { ...heard, ...change });
  return (
    <fieldset className="listener-marks" data-testid="listener-marks">
      <legend>{t('listenerMarks')}</legend>
      <EarMarks name="mark" marks={heard.marks} onMarks={(marks) => mark({ marks })} />
      <label>
        <span>{t('listener')}</span>
        <input
          className="input"
          name="listener"
          maxLength={40}
          autoComplete="off"
          value={listener}
          onChange={({ target }) => setTyped(target.value)}
          onBlur={() => {
            if (listener.trim() !== heard.listener) mark({ listener: listener.trim() });
          }}
        />
      </label>
      <ErrorNote error={error} />
    </fieldset>
  );
}
