import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Session } from '../../shared/ipc/contract.ts';
import { MissedBadge } from '../features/history/missed-badge.tsx';
import { ViewSettings } from '../features/session/view-settings.tsx';
import { AgentStateMenu } from '../features/softphone/agent-state-menu.tsx';
import { LineBadge } from '../features/softphone/line-badge.tsx';
import { SyncBadge } from '../features/sync-status/sync-badge.tsx';
import { Icon } from '../ui/icons.tsx';
import { Kbd } from '../ui/kbd.tsx';
import type { Stores } from './stores.ts';

export interface HeaderBarProps {
  readonly stores: Stores;
  readonly session: Session;
  readonly onSound: () => void;
  readonly onHelp: () => void;
  readonly onSignOut: () => void;
}

/** One line: state, seat, line, sync. */
export function HeaderBar({ stores, session, onSound, onHelp, onSignOut }: HeaderBarProps): ReactNode {
  const { t } = useTranslation();
  const { bootstrap, isCoreLost } = useStore(stores.session);
  const unsavedRecords = useStore(stores.phone, (state) => state.unsavedRecords);
  return (
    <header className="header-bar">
      <h1 className="brand">
        Tashi <b>Desk</b>
      </h1>
      <AgentStateMenu store={stores.phone} />
      <div className="small quiet clip seat">
        {t('agentNo')} <span className="num">{session.agent.agentNo}</span> · {session.agent.seatLabel}
      </div>
      <div className="grow" />
      <MissedBadge store={stores.history} />
      <LineBadge store={stores.phone} />
      <SyncBadge store={stores.sync} isCoreLost={isCoreLost} unsavedRecords={unsavedRecords} />
      {bootstrap?.profile.kind === 'demo' ? <PowerSwitch stores={stores} isOn={bootstrap.isServerPowered} /> : null}
      <ViewSettings store={stores.session} />
      <button
        type="button"
        className="icon-button"
        aria-label={t('soundTitle')}
        title={`${t('soundTitle')} · Alt ⇧ M`}
        aria-keyshortcuts="Alt+Shift+M"
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
        title={`${t('signOut')} · Alt ⇧ Q`}
        aria-keyshortcuts="Alt+Shift+Q"
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
  return (
    <button
      type="button"
      className="badge power-switch"
      role="switch"
      aria-checked={isOn}
      aria-keyshortcuts="Alt+Shift+N"
      title={`${t('serverPowerHint')} · Alt ⇧ N`}
      data-testid="server-power"
      onClick={() => void stores.session.getState().setServerPower(!isOn)}
    >
      <Icon name="plug" size={14} />
      {isOn ? t('serverOn') : t('serverOff')}
    </button>
  );
}
