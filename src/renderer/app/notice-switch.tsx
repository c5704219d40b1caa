import { useState, type ReactNode } from 'react';
import { useTranslation } from '../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { NoticePort } from '../client/ring-notice/notice-port.ts';
import type { SessionStore } from '../features/session/session-store.ts';

export interface NoticeSwitchProps {
  readonly store: SessionStore;
  readonly notices: NoticePort;
}

/** Whether a call is told of while the desk is out of sight. The browser is asked when it is switched on, never before. */
export function NoticeSwitch({ store, notices }: NoticeSwitchProps): ReactNode {
  const { t } = useTranslation('phone');
  const isOn = useStore(store, ({ settings }) => settings.ringNotices === true);
  const [permission, setPermission] = useState(notices.permission());

  async function change(isWanted: boolean): Promise<void> {
    const isAllowed = !isWanted || (await notices.ask());
    setPermission(notices.permission());
    await store.getState().changeSettings({ ringNotices: isWanted && isAllowed });
  }
  return (
    <section className="sound-part" data-testid="ring-notices">
      <h3 className="heading">{t('notice.heading')}</h3>
      <label className="row">
        <input
          type="checkbox"
          name="ringNotices"
          checked={isOn && permission === 'granted'}
          disabled={permission === 'unsupported'}
          onChange={({ target }) => void change(target.checked)}
        />
        {t('notice.switch')}
      </label>
      <p className="small quiet" role="status">
        {t(permission === 'denied' || permission === 'unsupported' ? `notice.${permission}` : 'notice.what')}
      </p>
    </section>
  );
}
