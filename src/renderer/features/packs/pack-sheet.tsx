import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import type { ScriptBook } from '../../../shared/script/script-book.ts';
import type { VoiceRecorder } from '../../telephony/sound/voice-recorder.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { ExchangePane } from './exchange-pane.tsx';
import { LineEditor } from './line-editor.tsx';
import { LinePicker } from './line-picker.tsx';
import { createPackStore, type PackStore, type PackTab } from './pack-store.ts';
import type { RefusedDecisionStore } from './refused-decision-store.ts';
import { ReviewPane } from './review-pane.tsx';
import './packs.css';

export interface PackSheetProps {
  readonly desk: DeskApi;
  readonly recorder: VoiceRecorder;
  readonly book: ScriptBook;
  /** What this agent works in, best first: he rewrites no other language. */
  readonly languages: readonly CallerLanguage[];
  readonly agentNo: string;
  /** As the finder of the panel finds. */
  readonly find: (query: string, lang: CallerLanguage) => readonly Moment[];
  readonly refusedDecisions: RefusedDecisionStore;
  readonly onClose: () => void;
}

const tabs: readonly PackTab[] = ['rewrite', 'review', 'exchange'];

/** Rewriting lines, recording them, and what a leader says of them. */
export function PackSheet(props: PackSheetProps): ReactNode {
  const { t } = useTranslation('packs');
  const [store] = useState(() => createPackStore(props.desk, props.languages[0] ?? 'zh-Hans'));
  useEffect(() => {
    void store.actions.load();
    return () => void store.actions.close();
  }, [store]);
  const { tab, waiting, error } = useStore(store);
  return (
    <Sheet label={t('title')} onClose={props.onClose} className="pack-sheet">
      <SheetHead title={t('title')} closeText={t('close')} onClose={props.onClose} />
      <div className="row pack-tabs">
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            className="pack-tab"
            aria-pressed={each === tab}
            data-testid={`pack-tab-${each}`}
            onClick={() => {
              store.actions.show(each);
            }}
          >
            {t(`tab.${each}`, { number: waiting.length })}
          </button>
        ))}
      </div>
      <ErrorNote error={error} />
      {tab === 'rewrite' ? <RewritePane {...props} store={store} /> : null}
      {tab === 'review' ? <ReviewPane {...props} store={store} /> : null}
      {tab === 'exchange' ? <ExchangePane {...props} store={store} /> : null}
    </Sheet>
  );
}

function RewritePane({ store, ...props }: PackSheetProps & { readonly store: PackStore }): ReactNode {
  const { t } = useTranslation('packs');
  const { drafts, activeId, isProposed } = useStore(store);
  const draft = drafts.find(({ id }) => id === activeId);
  return (
    <div className="pack-panes">
      <LinePicker {...props} store={store} />
      {draft ? (
        <LineEditor key={draft.id} {...props} store={store} draft={draft} />
      ) : (
        <div className="pack-editor quiet" role="status" data-testid="pack-note">
          {isProposed ? t('proposed') : t('pickHint')}
        </div>
      )}
    </div>
  );
}
