import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { dispositions } from '../../../shared/domain/call.ts';
import type { CallRow } from '../../../shared/domain/call-history.ts';
import { callerLanguages } from '../../../shared/language/languages.ts';
import { Icon } from '../../ui/icons.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { CallDetail } from './call-detail.tsx';
import { CallList, walk } from './call-list.tsx';
import type { HistoryStore } from './history-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import './history.css';

export interface HistorySheetProps {
  readonly store: HistoryStore;
  /** What calls a row back; undefined where that can't be done now. */
  readonly callBackOf: (row: CallRow) => (() => void) | undefined;
  /** What promises whoever was on a call to be called back later. */
  readonly promiseOf: (row: CallRow) => (() => void) | undefined;
  readonly onClose: () => void;
}

/** 通话记录: found as one types, walked through with the arrow keys, the chosen call beside the list. */
export function HistorySheet({ store, callBackOf, promiseOf, onClose }: HistorySheetProps): ReactNode {
  const { t } = useTranslation('history');
  const { rows, selectedId, error } = useStore(store);
  const selected = rows.find(({ id }) => id === selectedId);
  return (
    <Sheet label={t('title')} onClose={onClose} className="history-sheet">
      <SheetHead title={t('title')} closeText={t('close')} onClose={onClose} />
      <HistorySearch store={store} />
      <ErrorNote error={error} />
      <div className="history-panes">
        <CallList store={store} />
        {selected ? (
          <CallDetail store={store} row={selected} onCallBack={callBackOf(selected)} onPromise={promiseOf(selected)} />
        ) : null}
      </div>
    </Sheet>
  );
}

function HistorySearch({ store }: { readonly store: HistoryStore }): ReactNode {
  const { t } = useTranslation(['history', 'phrases', 'phone']);
  const { filter, rows, selectedId } = useStore(store);
  return (
    <div className="history-filters">
      <div className="search-box grow">
        <Icon name="search" />
        <input
          data-first
          type="search"
          role="combobox"
          name="history-search"
          aria-label={t('history:search')}
          aria-expanded={rows.length > 0}
          aria-controls={rows.length > 0 ? 'call-list' : undefined}
          aria-activedescendant={selectedId && rows.length > 0 ? `call-${selectedId}` : undefined}
          placeholder={t('history:searchHint')}
          spellCheck={false}
          maxLength={100}
          value={filter.text ?? ''}
          onChange={(event) => {
            void store.actions.narrow({ text: event.target.value });
          }}
          onKeyDown={(event) => {
            walk(store, event);
          }}
        />
      </div>
      <Choice
        label={t('history:filter.language')}
        value={filter.language}
        options={callerLanguages()}
        textOf={(language) => t(`phrases:language.${language}`)}
        onChange={(language) => void store.actions.narrow({ language })}
      />
      <Choice
        label={t('phone:disposition')}
        value={filter.disposition}
        options={dispositions}
        textOf={(disposition) => t(`phone:disposition.${disposition}`)}
        onChange={(disposition) => void store.actions.narrow({ disposition })}
      />
      <Choice
        label={t('history:filter.only')}
        value={filter.only}
        options={['missed', 'unconfirmed'] as const}
        textOf={(only) => t(`history:only.${only}`)}
        onChange={(only) => void store.actions.narrow({ only })}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly T[];
  readonly textOf: (option: T) => string;
  readonly onChange: (option: T | undefined) => void;
}

/** A condition that is mostly not set: its own name stands for "any". */
function Choice<T extends string>({ label, value, options, textOf, onChange }: ChoiceProps<T>): ReactNode {
  return (
    <select
      className="input"
      aria-label={label}
      data-set={value !== undefined}
      value={value ?? ''}
      onChange={(event) => {
        onChange(options.find((option) => option === event.target.value));
      }}
    >
      <option value="">{label}</option>
      {options.map((option) => (
        <option key={option} value={option}>
          {textOf(option)}
        </option>
      ))}
    </select>
  );
}
