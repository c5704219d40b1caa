import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';

export interface LeaderSign {
  readonly leader: string;
  readonly password: string;
}

export const unsigned: LeaderSign = { leader: '', password: '' };

/** The leader's own sign-in at this desk. */
export function LeaderFields({
  sign,
  onSign,
}: {
  readonly sign: LeaderSign;
  readonly onSign: (sign: LeaderSign) => void;
}): ReactNode {
  const { t } = useTranslation('phone');
  return (
    <>
      <label className="field">
        {t('leaderNo')}
        <input
          className="input"
          name="pack-leader"
          autoComplete="off"
          maxLength={12}
          value={sign.leader}
          onChange={(event) => {
            onSign({ ...sign, leader: event.target.value });
          }}
        />
      </label>
      <label className="field">
        {t('leaderPassword')}
        <input
          className="input"
          name="pack-password"
          type="password"
          autoComplete="off"
          maxLength={200}
          value={sign.password}
          onChange={(event) => {
            onSign({ ...sign, password: event.target.value });
          }}
        />
      </label>
    </>
  );
}
