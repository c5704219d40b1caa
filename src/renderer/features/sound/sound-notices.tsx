import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import type { DeviceNotice, SoundStore } from './sound-store.ts';

/** What the agent must know of his devices, above the desk: he may be in a call. */
export function SoundNotices({ store }: { readonly store: SoundStore }): ReactNode {
  const notices = useStore(store, (state) => state.notices);
  return (
    <>
      {notices.map((notice) => (
        <Notice key={notice.label} notice={notice} onDismiss={() => store.actions.dismiss(notice.label)} />
      ))}
    </>
  );
}

function Notice({ notice, onDismiss }: { readonly notice: DeviceNotice; readonly onDismiss: () => void }): ReactNode {
  const { t } = useTranslation('sound');
  const { t: common } = useTranslation();
  const { kind, label } = notice;
  const roles = notice.roles.map((role) => t(`role.${role}`)).join(t('listSeparator'));
  const isLost = kind === 'lost';
  return (
    <div
      className="message"
      data-tone={isLost ? 'hold' : 'accent'}
      role={isLost ? 'alert' : 'status'}
      data-testid={`device-${kind}`}
    >
      <span className="grow">{t(kind, { label, roles })}</span>
      <Button kind="quiet" onClick={onDismiss}>
        {common('dismiss')}
      </Button>
    </div>
  );
}
