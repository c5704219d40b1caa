import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { KeyCap } from '../../ui/kbd.tsx';
import { shortcutOf, useKeyLabel } from '../../ui/key-labels.ts';

export interface MoreKeysProps {
  readonly isTalking: boolean;
  readonly isKeypadOpen: boolean;
  readonly hasSurvey: boolean;
  readonly onKeypad: () => void;
  readonly onTransfer: () => void;
  readonly onConsult: () => void;
  readonly onSurvey: () => void;
}

/** What is needed in some calls only: one quiet row below the keys of every call. */
export function MoreKeys(props: MoreKeysProps): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <div className="more-keys">
      <MoreKey
        icon="keypad"
        label={t('keypad')}
        keyHint="Alt P"
        isDisabled={!props.isTalking}
        isOn={props.isKeypadOpen}
        onClick={props.onKeypad}
      />
      <MoreKey icon="transfer" label={t('transfer')} keyHint="Alt X" onClick={props.onTransfer} />
      <MoreKey icon="consult" label={t('consult')} keyHint="Alt C" onClick={props.onConsult} />
      {props.hasSurvey ? <MoreKey icon="survey" label={t('survey')} keyHint="Alt V" onClick={props.onSurvey} /> : null}
    </div>
  );
}

interface MoreKeyProps {
  readonly icon: IconName;
  readonly label: string;
  readonly keyHint: string;
  readonly isDisabled?: boolean;
  /** Set where it opens and closes something. */
  readonly isOn?: boolean;
  readonly onClick: () => void;
}

function MoreKey({ icon, label, keyHint, isDisabled = false, isOn, onClick }: MoreKeyProps): ReactNode {
  const key = useKeyLabel(keyHint);
  return (
    <button
      type="button"
      className="more-key"
      title={`${label} · ${key}`}
      aria-keyshortcuts={shortcutOf(key)}
      aria-expanded={isOn}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} size={16} />
      <span>{label}</span>
      <KeyCap>{key}</KeyCap>
    </button>
  );
}
