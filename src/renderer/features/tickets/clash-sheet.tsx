import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ClashingText, TicketClash } from '../../../shared/domain/ticket-clash.ts';
import { longestDescription, type TicketDraft } from '../../../shared/domain/ticket.ts';
import { formOf } from '../../../shared/ticket/form-shelf.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { fieldLabel } from './labels.ts';
import type { TicketStore } from './ticket-store.ts';
import './clash.css';

export interface ClashSheetProps {
  readonly store: TicketStore;
  readonly clash: TicketClash;
}

/**
 * Two wrote one text: both side by side, and below what becomes of it, which can be typed into. What was typed is in the
 * draft at once, whatever happens to the sheet.
 */
export function ClashSheet({ store, clash }: ClashSheetProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const errorText = useErrorText();
  const { clashes, drafts, forms, error, submittingId, submit, activate } = useStore(store);
  const draft = drafts.find(({ id }) => id === clash.id);
  const { close, settled } = clashes.actions;
  if (!draft) return null;
  async function send(): Promise<void> {
    // What keeps it is told at its form.
    activate(clash.id);
    if (await submit(clash.id, false)) settled();
    else close();
  }
  return (
    <Sheet label={t('clashTitle', { number: clash.number })} onClose={close} className="clash-sheet">
      <SheetHead title={t('clashTitle', { number: clash.number })} closeText={t('clashLater')} onClose={close} />
      <div
        className="clash-body"
        data-testid="clash"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.ctrlKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          event.stopPropagation();
          void send();
        }}
      >
        <p className="quiet small">
          {t('clashWho', { agentNo: clash.by, time: formatDateTime(i18n.language, clash.at) })}
        </p>
        {error ? (
          <p className="message" role="alert">
            {errorText(error)}
          </p>
        ) : null}
        {clash.texts.map((text, nth) => (
          <Choice
            key={text.field}
            label={fieldLabel(formOf(forms.forms, draft), text.field.replace('answers.', ''), i18n.language)}
            text={text}
            draft={draft}
            isFirst={nth === 0}
            onEdit={(value) => {
              store.getState().edit(clash.id, changeOf(store, clash, text.field, value));
            }}
          />
        ))}
        <div className="row clash-end">
          <Button kind="primary" keyHint="Ctrl ↵" disabled={submittingId !== undefined} onClick={() => void send()}>
            {t('clashSend')}
          </Button>
          <span className="quiet small">{t('clashKept')}</span>
        </div>
      </div>
    </Sheet>
  );
}

function changeOf(store: TicketStore, { id }: TicketClash, field: string, value: string): Partial<TicketDraft> {
  if (field === 'description') return { description: value };
  const answers = store.getState().drafts.find((draft) => draft.id === id)?.answers;
  return { answers: { ...answers, [field.replace('answers.', '')]: value } };
}

interface ChoiceProps {
  readonly label: string;
  readonly text: ClashingText;
  readonly draft: TicketDraft;
  readonly isFirst: boolean;
  readonly onEdit: (value: string) => void;
}

const ways = ['mine', 'theirs', 'both', 'typed'] as const;

/** One text: 1, 2 and 3 choose while nothing is being typed, and what was typed stays a choice of its own. */
function Choice({ label, text, draft, isFirst, onEdit }: ChoiceProps): ReactNode {
  const { t } = useTranslation('tickets');
  const value = valueOf(draft, text.field);
  const joined = [text.theirs, text.mine].join('\n');
  // Too long for one field: nothing is cut off unseen.
  const both = joined.length > longestDescription ? undefined : joined;
  const given = { mine: text.mine, theirs: text.theirs, both };
  const isTyped = !Object.values(given).includes(value);
  const [typed, setTyped] = useState(isTyped ? value : undefined);
  const choices = { ...given, typed };
  function choose(event: KeyboardEvent): void {
    const way = ways[Number(event.key) - 1];
    const chosen = way && choices[way];
    if (chosen === undefined || event.target instanceof HTMLTextAreaElement || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    onEdit(chosen);
  }
  return (
    <fieldset className="clash-text" onKeyDown={choose}>
      <legend>{label}</legend>
      <div className="clash-sides">
        {(['mine', 'theirs'] as const).map((side) => (
          <section key={side}>
            <h3 className="heading">{t(`clash.${side}`)}</h3>
            <div className="clash-side" role="group" aria-label={t(`clash.${side}`)} tabIndex={0}>
              <ScriptText lang={langByScript(text[side])}>{text[side]}</ScriptText>
            </div>
          </section>
        ))}
      </div>
      <div className="row" role="group" aria-label={t('clashTake')}>
        {ways.map((way, nth) => {
          const chosen = choices[way];
          if (chosen === undefined) return null;
          return (
            <Button
              key={way}
              {...(isFirst && nth === 0 && { 'data-first': true })}
              keyHint={String(nth + 1)}
              aria-pressed={value === chosen}
              data-testid={`clash-${way}`}
              onClick={() => {
                onEdit(chosen);
              }}
            >
              {t(`clashTake.${way}`)}
            </Button>
          );
        })}
      </div>
      <label className="field wide">
        {t('clashResult')}
        <textarea
          className="input"
          name={`clash-${text.field}`}
          rows={4}
          maxLength={longestDescription}
          value={value}
          onChange={({ target }) => {
            setTyped(Object.values(given).includes(target.value) ? typed : target.value);
            onEdit(target.value);
          }}
        />
      </label>
    </fieldset>
  );
}

function valueOf({ description, answers }: TicketDraft, field: string): string {
  return field === 'description' ? description : String(answers?.[field.replace('answers.', '')] ?? '');
}
