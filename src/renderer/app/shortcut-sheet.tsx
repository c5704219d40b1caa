import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/texts.tsx';
import type { ChordChoice } from '../../shared/domain/key-choice.ts';
import type { SessionStore } from '../features/session/session-store.ts';
import { Button } from '../ui/button.tsx';
import { Kbd, KeyCap } from '../ui/kbd.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { SheetHead } from '../ui/sheet-head.tsx';
import { canBeGlobal, type GlobalKeyStore } from './global-keys.ts';
import { KeyButton } from './key-button.tsx';
import { isFixed, judge, labelOf, withChoice } from './key-choice.ts';
import { actionIds, keyMap, type ActionId } from './key-map.ts';
import { useOwnKeys, type OwnKeys } from './use-own-keys.ts';

export interface ShortcutSheetProps {
  readonly store: SessionStore;
  readonly globalKeys: GlobalKeyStore;
  readonly onClose: () => void;
}

/** All keys on one sheet, and where the agent puts them elsewhere. */
export function ShortcutSheet({ store, globalKeys, onClose }: ShortcutSheetProps): ReactNode {
  const { t } = useTranslation('keys');
  const [note, setNote] = useState<{ readonly isDone: boolean; readonly text: string }>();
  const own = useOwnKeys(store);
  const { keys, choices, change } = own;
  const hasGlobal = useStore(store, ({ bootstrap }) => bootstrap?.shell === 'electron');
  const taken = useStore(globalKeys, (state) => state.taken);

  function move(id: ActionId, { label: _, ...choice }: ChordChoice & { readonly label?: string }): void {
    const verdict = judge(keys, id, choice);
    const key = labelOf(choice);
    switch (verdict.kind) {
      case 'free':
        setNote({ isDone: true, text: t('moved', { action: t(`action.${id}`), key }) });
        return change(withChoice(choices, id, choice));
      case 'taken':
        return setNote({ isDone: false, text: t('taken', { action: t(`action.${verdict.by}`), key }) });
      case 'reserved':
      case 'unfit':
        return setNote({ isDone: false, text: t(verdict.kind, { key }) });
    }
  }
  return (
    <Sheet label={t('title')} onClose={onClose}>
      <SheetHead title={t('title')} closeText={t('close')} onClose={onClose} />
      <div className="row key-notes">
        <p
          className={note ? 'message grow' : 'grow small quiet'}
          data-tone={note?.isDone ? 'accent' : 'hold'}
          role="status"
          data-testid="key-note"
        >
          {note?.text ?? t('how')}
        </p>
        <Button
          disabled={Object.keys(choices).length === 0}
          onClick={() => {
            setNote({ isDone: true, text: t('allReset') });
            change({});
          }}
        >
          {t('resetAll')}
        </Button>
      </div>
      <dl className="shortcuts">
        {actionIds.map((id) => (
          <div key={id} className="row" data-moved={keys[id].label !== keyMap[id].label}>
            <dt>
              {isFixed(id) ? (
                <KeyCap>{keys[id].label}</KeyCap>
              ) : (
                <KeyButton
                  id={id}
                  label={keys[id].label}
                  onPressed={(choice) => {
                    move(id, choice);
                  }}
                  onReset={() => {
                    move(id, keyMap[id]);
                  }}
                />
              )}
            </dt>
            <dd className="grow">{t(`action.${id}`)}</dd>
            {hasGlobal && canBeGlobal(id) ? <GlobalSwitch {...{ id, taken, own }} /> : null}
          </div>
        ))}
        <div className="row">
          <dt>
            <Kbd>1–9</Kbd> <Kbd>Alt 1–9</Kbd>
          </dt>
          <dd>{t('pick')}</dd>
        </div>
        <div className="row">
          <dt>
            <Kbd>Alt ⇧ 1–5</Kbd>
          </dt>
          <dd>{t('language')}</dd>
        </div>
      </dl>
    </Sheet>
  );
}

interface GlobalSwitchProps {
  readonly id: ActionId;
  readonly taken: readonly string[];
  readonly own: OwnKeys;
}

/** Whether the key works while another program has the keyboard, and that it can't where that program has it itself. */
function GlobalSwitch({ id, taken, own: { globals, changeGlobals } }: GlobalSwitchProps): ReactNode {
  const { t } = useTranslation('keys');
  const isOn = globals.includes(id);
  return (
    <label className="row small">
      <input
        type="checkbox"
        name={`global-${id}`}
        checked={isOn}
        onChange={({ target }) => {
          changeGlobals(target.checked ? [...globals, id] : globals.filter((other) => other !== id));
        }}
      />
      {t('global')}
      {isOn && taken.includes(id) ? <b role="status">{t('globalTaken')}</b> : null}
    </label>
  );
}
