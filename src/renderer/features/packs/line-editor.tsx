import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isTibetan } from '../../../shared/language/languages.ts';
import { lineReasons, type FieldReason, type LineField } from '../../../shared/content/line-rules.ts';
import type { LineDraft } from '../../../shared/domain/line-proposal.ts';
import type { Moment } from '../../../shared/domain/moment.ts';
import type { LineText } from '../../../shared/domain/phrase.ts';
import { formatClock } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { LineHistory } from './line-history.tsx';
import type { PackSheetProps } from './pack-sheet.tsx';
import type { PackStore } from './pack-store.ts';
import { reasonParams } from './reason-params.ts';
import { VoiceField, type VoiceFieldHandle } from './voice-field.tsx';

export interface LineEditorProps extends Pick<PackSheetProps, 'book' | 'recorder'> {
  readonly store: PackStore;
  readonly draft: LineDraft;
}

/** One line being rewritten: what it says now, what it shall say, and how it sounds. */
export function LineEditor({ book, recorder, store, draft }: LineEditorProps): ReactNode {
  const { t } = useTranslation(['packs', 'phrases']);
  const { isBusy, isRecording, refused, history } = useStore(store);
  const moment = book.moment(draft.moment);
  const current = book.line(draft.lang, draft.moment);
  const mandarin = book.line('zh-Hans', draft.moment);
  const voice = useRef<VoiceFieldHandle>(null);
  const reasons = useMemo(
    () => [...liveReasons(draft, moment, mandarin !== undefined), ...refused.filter(({ field }) => field === 'wylie')],
    [draft, moment, mandarin, refused],
  );
  const isRefused = (field: LineField): readonly FieldReason[] => reasons.filter((each) => each.field === field);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.repeat || event.shiftKey || event.metaKey) return;
    if (event.ctrlKey && event.key === 'Enter') void store.actions.propose();
    else if (event.altKey && event.code === 'KeyR') voice.current?.toggle();
    else if (event.altKey && event.code === 'KeyP') voice.current?.play();
    else return;
    event.preventDefault();
  }

  return (
    <form
      className="pack-editor"
      data-testid="pack-editor"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <section className="pack-current" aria-label={t('packs:current')}>
        <div className="row">
          <span className="heading pack-kind">{moment ? t(`phrases:moment.${moment.kind}`) : draft.moment}</span>
          {current ? (
            <>
              <Tag tone={current.status === 'approved' ? 'plain' : 'draft'}>
                {t(`phrases:status.${current.status}`)}
              </Tag>
              <span className="quiet small num">{t('packs:version', { version: current.version })}</span>
            </>
          ) : null}
        </div>
        {current ? (
          <ScriptText as="p" lang={draft.lang}>
            {current.text}
          </ScriptText>
        ) : (
          <p className="quiet small">{t('packs:currentNone')}</p>
        )}
        <ScriptText as="p" lang="zh-Hans" className="quiet small">
          {current?.gloss ?? mandarin?.gloss ?? mandarin?.text ?? ''}
        </ScriptText>
      </section>
      <TextField store={store} draft={draft} field="text" reasons={isRefused('text')} isFirst />
      <SlotHints moment={moment} />
      <TextField
        store={store}
        draft={draft}
        field="gloss"
        placeholder={isTibetan(draft.lang) ? undefined : t('packs:glossAuto')}
        reasons={isRefused('gloss')}
      />
      {draft.lang === 'en' ? null : (
        <TextField
          store={store}
          draft={draft}
          field="reading"
          placeholder={isTibetan(draft.lang) ? undefined : t('packs:readingAuto')}
          reasons={isRefused('reading')}
        />
      )}
      <VoiceField ref={voice} recorder={recorder} store={store} recording={draft.recording} />
      <TextField store={store} draft={draft} field="remark" reasons={[]} />
      {isRefused('wylie').map(({ reason }) => (
        <p key={reason.code} className="pack-reason" role="alert">
          {t(`packs:reason.${reason.code}`, { ...reason.params })}
        </p>
      ))}
      <div className="row pack-actions">
        <Button
          kind="primary"
          keyHint="Ctrl ↵"
          disabled={isBusy || isRecording || reasons.length > 0}
          data-testid="pack-propose"
          onClick={() => void store.actions.propose()}
        >
          {t('packs:propose')}
        </Button>
        <Saved store={store} />
        <Button className="push" kind="quiet" onClick={() => void store.actions.discard()}>
          {t('packs:discard')}
        </Button>
      </div>
      <LineHistory history={history} />
    </form>
  );
}

/** By the rules of the content checker, as one types. What the core fills in by itself is not asked for here. */
function liveReasons(draft: LineDraft, moment: Moment | undefined, hasMandarin: boolean): FieldReason[] {
  const { text, gloss, reading, lang } = draft;
  const line: LineText = {
    text,
    ...(gloss.trim() !== '' && { gloss }),
    ...(reading.trim() !== '' && { reading }),
  };
  const isMade = !isTibetan(lang) && line.reading === undefined;
  return lineReasons(line, lang, moment, { hasMandarin: hasMandarin || lang === 'zh-Hans' }).filter(
    ({ field }) => !(isMade && field === 'reading'),
  );
}

interface TextFieldProps {
  readonly store: PackStore;
  readonly draft: LineDraft;
  readonly field: 'text' | 'gloss' | 'reading' | 'remark';
  readonly reasons: readonly FieldReason[];
  readonly placeholder?: string | undefined;
  readonly isFirst?: boolean;
}

const lengths = { text: 400, gloss: 400, reading: 800, remark: 300 } as const;

function TextField({ store, draft, field, reasons, placeholder, isFirst = false }: TextFieldProps): ReactNode {
  const { t } = useTranslation('packs');
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isFirst) area.current?.focus();
  }, [isFirst]);
  const lang = field === 'text' ? draft.lang : 'zh-Hans';
  const noteId = `pack-${field}-note`;
  return (
    <div className="pack-field">
      <label className="field">
        {t(`field.${field}`)}
        <textarea
          ref={area}
          className={`input script${field === 'text' && isTibetan(draft.lang) ? ' script-bo' : ''}`}
          name={`pack-${field}`}
          lang={field === 'reading' && !isTibetan(draft.lang) ? 'und-Latn' : lang}
          rows={field === 'text' ? 2 : 1}
          maxLength={lengths[field]}
          spellCheck={false}
          placeholder={placeholder}
          aria-invalid={reasons.length > 0}
          aria-describedby={reasons.length > 0 ? noteId : undefined}
          value={draft[field]}
          onChange={(event) => {
            store.actions.edit({ [field]: event.target.value.normalize('NFC').replaceAll('\n', ' ') });
          }}
          onKeyDown={(event) => {
            // A line has no second one.
            if (event.key === 'Enter' && !event.ctrlKey && !event.nativeEvent.isComposing) event.preventDefault();
          }}
        />
      </label>
      {reasons.length > 0 ? (
        <p id={noteId} className="pack-reason" role="alert" data-testid={`pack-reason-${field}`}>
          {reasons.map(({ reason }) => t(`reason.${reason.code}`, reasonParams(reason.params))).join(' · ')}
        </p>
      ) : null}
    </div>
  );
}

function SlotHints({ moment }: { readonly moment: Moment | undefined }): ReactNode {
  const { t } = useTranslation(['packs', 'phrases']);
  const list = (slots: Moment['slots'], label: string): ReactNode =>
    slots && slots.length > 0 ? (
      <span>
        {label}{' '}
        {slots.map((slot) => (
          <code key={slot} className="pack-slot" title={t(`phrases:slot.${slot}`)}>{`{${slot}}`}</code>
        ))}
      </span>
    ) : null;
  if (!moment?.slots?.length && !moment?.optional?.length) return null;
  return (
    <p className="row small quiet pack-slots">
      {list(moment.slots, t('packs:slotsNeeded'))}
      {list(moment.optional, t('packs:slotsOptional'))}
    </p>
  );
}

function Saved({ store }: { readonly store: PackStore }): ReactNode {
  const { t, i18n } = useTranslation('packs');
  const { isUnsaved, savedAt } = useStore(store);
  return (
    <span
      className="quiet small"
      role="status"
      data-testid="pack-saved"
      data-saved={!isUnsaved && savedAt !== undefined}
    >
      {isUnsaved
        ? t('unsaved')
        : savedAt === undefined
          ? null
          : t('savedAt', { time: formatClock(i18n.language, savedAt) })}
    </span>
  );
}
