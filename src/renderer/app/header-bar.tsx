import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { Session } from '../../shared/ipc/contract.ts';
import { MissedBadge } from '../features/history/missed-badge.tsx';
import { hasOwnCentre } from '../features/session/session-store.ts';
import { ViewSettings } from '../features/session/view-settings.tsx';
import { AgentStateMenu } from '../features/softphone/agent-state-menu.tsx';
import { LineBadge } from '../features/softphone/line-badge.tsx';
import { SyncBadge } from '../features/sync-status/sync-badge.tsx';
import { Icon } from '../ui/icons.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { shortcutOf, useKeyLabel } from '../ui/key-labels.ts';
import { SmallWindowButton } from './small-window/small-window-button.tsx';
import { TalkTodaySlot } from './care-parts.tsx';
import type { Stores } from './stores.ts';

export interface HeaderBarProps {
  readonly stores: Stores;
  readonly session: Session;
  readonly onPacks: () => void;
  readonly onSound: () => void;
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
}

/** One line: state, seat, line, sync. */
export function HeaderBar({ stores, session, onPacks, onSound, onHelp, onSignOut }: HeaderBarProps): ReactNode {
  const { t } = useTranslation();
  const { bootstrap, isCoreLost } = useStore(stores.session);
  const [packsKey, soundKey, signOutKey] = [useKeyLabel('Alt ⇧ P'), useKeyLabel('Alt ⇧ M'), useKeyLabel('Alt ⇧ Q')];
  const unsavedRecords = useStore(stores.phone, (state) => state.unsavedRecords);
  return (
    <header className="header-bar">
      <h1 className="brand">
        Tashi <b>Desk</b>
      </h1>
      <AgentStateMenu store={stores.phone} />
      <TalkTodaySlot stores={stores} />
      <div className="small quiet clip seat">
        {t('agentNo')} <span className="num">{session.agent.agentNo}</span>
        <span className="seat-label"> · {session.agent.seatLabel}</span>
      </div>
      <div className="grow" />
      <MissedBadge store={stores.history} />
      <LineBadge store={stores.phone} />
      <SyncBadge
        store={stores.sync}
        isCoreLost={isCoreLost}
        unsavedRecords={unsavedRecords}
        onOpen={stores.outbox.actions.open}
      />
      {hasOwnCentre(bootstrap) ? <PowerSwitch stores={stores} isOn={bootstrap.isServerPowered} /> : null}
      <ViewSettings store={stores.session} />
      <SmallWindowButton store={stores.smallWindow} />
      <button
        type="button"
        className="icon-button"
        aria-label={t('packsTitle')}
        title={`${t('packsTitle')} · ${packsKey}`}
        aria-keyshortcuts={shortcutOf(packsKey)}
        data-testid="packs"
        onClick={onPacks}
      >
        <Icon name="write" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('soundTitle')}
        title={`${t('soundTitle')} · ${soundKey}`}
        aria-keyshortcuts={shortcutOf(soundKey)}
        data-testid="sound"
        onClick={onSound}
      >
        <Icon name="headset" />
      </button>
      <button type="button" className="icon-button" aria-label={t('keysTitle')} title={t('keysTitle')} onClick={onHelp}>
        <Kbd>?</Kbd>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t('signOut')}
        title={`${t('signOut')} · ${signOutKey}`}
        aria-keyshortcuts={shortcutOf(signOutKey)}
        onClick={onSignOut}
      >
        <Icon name="signOut" />
      </button>
    </header>
  );
}

/** Demo only: pulls the plug of the central server, so that one can see the desk work without it. */
function PowerSwitch({ stores, isOn }: { readonly stores: Stores; readonly isOn: boolean }): ReactNode {
  const { t } = useTranslation();
  const key = useKeyLabel('Alt ⇧ N');
  return (
    <button
      type="button"
      className="badge power-switch"
      role="switch"
      aria-checked={isOn}
      aria-keyshortcuts={shortcutOf(key)}
      title={`${t('serverPowerHint')} · ${key}`}
      data-testid="server-power"
      onClick={() => void stores.session.getState().setServerPower(!isOn)}
    >
      <Icon name="plug" size={14} />
      {isOn ? t('serverOn') : t('serverOff')}
    </button>
  );
}
