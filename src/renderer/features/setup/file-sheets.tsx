import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { maxSeatFileLength } from '../../../shared/setup/seat-file.ts';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { SetupStore } from './setup-store.ts';

/** Takes a configuration file over: chosen, or pasted. */
export function ImportSheet({
  store,
  onClose,
}: {
  readonly store: SetupStore;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const id = useId();
  function takeOver(): void {
    const line = store.getState().takeOver(text);
    if (line === undefined) onClose();
    else setProblem(t('file.notJson', { line }));
  }
  return (
    <Sheet label={t('file.import')} onClose={onClose} className="file-sheet">
      <h2>{t('file.import')}</h2>
      <p className="quiet small">{t('file.importHint')}</p>
      <label className="setup-field">
        {t('file.choose')}
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0];
            setProblem(undefined);
            if (!file) return;
            if (file.size > maxSeatFileLength) setProblem(t('file.tooLong'));
            else void file.text().then(setText);
          }}
        />
      </label>
      <label className="setup-field">
        {t('file.paste')}
        <textarea
          className="input mono"
          name="config"
          rows={10}
          maxLength={maxSeatFileLength}
          spellCheck={false}
          value={text}
          aria-invalid={problem !== undefined}
          aria-describedby={id}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
        />
      </label>
      <p id={id} className="field-problem" role="alert">
        {problem}
      </p>
      <div className="row sheet-actions">
        <Button kind="primary" disabled={text.trim() === ''} onClick={takeOver}>
          {t('file.takeOver')}
        </Button>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Sheet>
  );
}

/** The configuration for the next seat. Passwords are not in it. */
export function ExportSheet({
  name,
  text,
  onClose,
}: {
  readonly name: string;
  readonly text: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  function download(): void {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${name}.json`;
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <Sheet label={t('file.export')} onClose={onClose} className="file-sheet">
      <h2>{t('file.export')}</h2>
      <p className="quiet small">{t('file.exportHint')}</p>
      <textarea
        className="input mono"
        name="exported"
        rows={14}
        readOnly
        aria-label={t('file.export')}
        value={text}
        onFocus={(event) => {
          event.target.select();
        }}
      />
      <div className="row sheet-actions">
        <Button kind="primary" onClick={download}>
          {t('file.save')}
        </Button>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </Sheet>
  );
}

/** Nothing is written over without a word. */
export function ReplaceSheet({
  name,
  onReplace,
  onClose,
}: {
  readonly name: string;
  readonly onReplace: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Sheet label={t('replace.title', { name })} onClose={onClose} className="small-sheet">
      <h2>{t('replace.title', { name })}</h2>
      <p>{t('replace.text')}</p>
      <div className="row sheet-actions">
        <Button kind="danger" onClick={onReplace}>
          {t('replace.yes')}
        </Button>
        <Button onClick={onClose}>{t('replace.no')}</Button>
      </div>
    </Sheet>
  );
}
