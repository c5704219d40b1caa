import { useEffect, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { ProfileStore } from './profile-store.ts';
import type { SetupStore } from './setup-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import './setup.css';

export interface ProfileSwitcherProps {
  readonly profiles: ProfileStore;
  readonly setup: SetupStore;
  /** A call is on: nothing that would end this page. */
  readonly isLocked?: boolean;
}

/** The profiles of this machine, one click away each, and the way to a new one. */
export function ProfileSwitcher({ profiles, setup, isLocked = false }: ProfileSwitcherProps): ReactNode {
  const { t } = useTranslation('setup');
  const state = useStore(profiles);
  useEffect(() => {
    void profiles.getState().load();
  }, [profiles]);
  const isQuiet = isLocked || state.opening !== undefined;
  const hasChoice = state.profiles.length > 1;
  const current = state.profiles.find(({ name }) => name === state.current);
  return (
    <section className="profile-switcher" aria-label={t('profiles')} data-testid="profiles">
      {hasChoice ? (
        <ul>
          {state.profiles.map((profile) => (
            <li key={profile.name}>
              <button
                type="button"
                className="button"
                data-testid={`profile-${profile.name}`}
                aria-current={profile.name === state.current}
                disabled={isQuiet || profile.name === state.current}
                onClick={() => void profiles.getState().openProfile(profile.name)}
              >
                <span className="clip">{profile.centreName ?? profile.name}</span>
                <span className="quiet small">{profile.name}</span>
                {profile.kind === 'demo' ? <Tag tone="accent">{t('demo')}</Tag> : null}
                {profile.wrongField === undefined ? null : <Tag tone="danger">{t('broken')}</Tag>}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="row">
        <Button
          kind="quiet"
          data-testid="set-up"
          disabled={isQuiet}
          onClick={() => {
            setup.getState().open();
          }}
        >
          {t('setUp')}
        </Button>
        {current?.kind === 'live' ? (
          <Button kind="quiet" disabled={isQuiet} onClick={() => void setup.getState().startFrom(current.name)}>
            {t('change')}
          </Button>
        ) : null}
      </div>
      {state.opening === undefined ? null : (
        <p className="small quiet" role="status">
          {t('opening', { name: state.opening })}
        </p>
      )}
      <ErrorNote error={state.error} />
    </section>
  );
}
