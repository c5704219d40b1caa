import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { checkSeatConfig } from '../../../shared/setup/check-seat-config.ts';
import { writeSeatFile } from '../../../shared/setup/seat-file.ts';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { CentreSection } from './centre-section.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import type { ConnectionTestStore } from './connection-tests.ts';
import { ExchangeSection } from './exchange-section.tsx';
import { ExportSheet, ImportSheet, ReplaceSheet } from './file-sheets.tsx';
import { HeaderSection } from './header-section.tsx';
import { LanguageSection } from './language-section.tsx';
import type { ProfileStore } from './profile-store.ts';
import { configOfForm } from './seat-form.ts';
import { allProblems, type SetupStore } from './setup-store.ts';
import './setup.css';

export interface SetupStores {
  readonly setup: SetupStore;
  readonly profiles: ProfileStore;
  readonly tests: ConnectionTestStore;
}

/** Sets up a live seat: the fields on the left, whether it works on the right. */
export function SetupPage({ stores }: { readonly stores: SetupStores }): ReactNode {
  const { t } = useTranslation('setup');
  const { setup, profiles, tests } = stores;
  const { isSaving, replaces, formBefore, form } = useStore(setup);
  const opening = useStore(profiles, (state) => state.opening);
  const [sheet, setSheet] = useState<'import' | { readonly exported: string }>();
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => () => tests.getState().stop(), [tests]);
  // The first field that is wrong, as soon as it is shown.
  function showFirstProblem(): void {
    requestAnimationFrame(() => formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }
  function save(isReplacing: boolean): void {
    void setup
      .getState()
      .save(isReplacing)
      .then((name) => {
        if (name !== undefined) void profiles.getState().openProfile(name);
        else if (setup.getState().replaces === undefined) showFirstProblem();
      });
  }
  function exportFile(): void {
    const checked = checkSeatConfig(configOfForm(form));
    setup.setState({ isTried: true });
    if (checked.isRight) setSheet({ exported: writeSeatFile(checked.config) });
    else showFirstProblem();
  }
  const closeSheet = (): void => {
    setSheet(undefined);
  };
  return (
    <main className="setup">
      <header className="setup-bar">
        <Button
          kind="quiet"
          data-testid="setup-back"
          icon={<Icon name="back" />}
          onClick={() => {
            setup.getState().close();
          }}
        >
          {t('back')}
        </Button>
        <h1>{t('title')}</h1>
        <div className="push row">
          {formBefore ? (
            <Button
              kind="quiet"
              onClick={() => {
                setup.getState().undoTakeOver();
              }}
            >
              {t('file.undo')}
            </Button>
          ) : null}
          <Button
            onClick={() => {
              setSheet('import');
            }}
          >
            {t('file.import')}
          </Button>
          <Button onClick={exportFile}>{t('file.export')}</Button>
        </div>
      </header>
      <div className="setup-columns">
        <form
          ref={formRef}
          className="setup-form"
          data-testid="setup-form"
          aria-label={t('title')}
          noValidate
          onSubmit={(event: SubmitEvent) => {
            event.preventDefault();
            save(false);
          }}
        >
          <Summary store={setup} profiles={profiles} />
          <CentreSection store={setup} />
          <ExchangeSection store={setup} />
          <LanguageSection store={setup} />
          <HeaderSection store={setup} />
          <div className="setup-actions">
            <Button kind="primary" type="submit" disabled={isSaving || opening !== undefined}>
              {opening === undefined ? t('save') : t('opening', { name: opening })}
            </Button>
            <span className="quiet small">{t('saveHint')}</span>
          </div>
        </form>
        <aside className="setup-aside">
          <ConnectionPanel store={tests} />
        </aside>
      </div>
      {sheet === 'import' ? <ImportSheet store={setup} onClose={closeSheet} /> : null}
      {typeof sheet === 'object' ? (
        <ExportSheet name={form.name.trim()} text={sheet.exported} onClose={closeSheet} />
      ) : null}
      {replaces === undefined ? null : (
        <ReplaceSheet
          name={replaces}
          onReplace={() => {
            save(true);
          }}
          onClose={() => {
            setup.getState().keepOld();
          }}
        />
      )}
    </main>
  );
}

/** How much is still wrong, what could not be read, and what went wrong besides. */
function Summary({ store, profiles }: { readonly store: SetupStore; readonly profiles: ProfileStore }): ReactNode {
  const { t } = useTranslation('setup');
  const errorText = useErrorText();
  const { isTried, leftOut, error } = useStore(store);
  const openError = useStore(profiles, (state) => state.error);
  const count = useStore(store, (state) => allProblems(state).length);
  return (
    <div className="setup-summary">
      {isTried && count > 0 ? (
        <p className="message" role="alert">
          {t('problems', { count })}
        </p>
      ) : null}
      {leftOut.length > 0 ? (
        <div className="message" data-tone="hold" role="alert">
          <ul>
            {leftOut.map(({ field, code, params }) => (
              <li key={field}>
                <code>{field}</code> {t(`problem.${code}`, params ?? {})}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {[error, openError].map((entry) =>
        entry ? (
          <p key={entry.code} className="message" role="alert">
            {errorText(entry)}
          </p>
        ) : null,
      )}
    </div>
  );
}
