import i18next from 'i18next';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { SignInPage } from '../features/session/sign-in-page.tsx';
import { ProfileSwitcher } from '../features/setup/profile-switcher.tsx';
import { FollowLink } from '../ui/linked-text.tsx';
import { DeskScreen } from './desk-screen.tsx';
import { LeaveSheet } from './leave-sheet.tsx';
import { Loading } from './loading.tsx';
import { OwnKeyLabels } from './own-key-labels.tsx';
import type { Stores } from './stores.ts';
import { TaskSheets } from './task-work.tsx';

/** Not among what every start loads: a seat is set up once. */
const SetupPage = lazy(async () => {
  const { SetupPage: page } = await import('../features/setup/setup-page.tsx');
  return { default: page };
});

/** Follows the operating system while the setting says so. */
function useTheme(theme: 'light' | 'dark' | 'system'): void {
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const apply = (): void => {
      const isDark = theme === 'dark' || (theme === 'system' && query.matches);
      document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
      document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
    };
    apply();
    query.addEventListener('change', apply);
    return () => {
      query.removeEventListener('change', apply);
    };
  }, [theme]);
}

export function App({ stores }: { readonly stores: Stores }): ReactNode {
  const { session, settings, bootstrap, error } = useStore(stores.session);
  useTheme(settings.theme);
  useEffect(() => {
    document.documentElement.lang = settings.locale;
    void i18next.changeLanguage(settings.locale);
  }, [settings.locale]);
  const isSettingUp = useStore(stores.setup, (state) => state.isOpen);
  const hasCall = useStore(stores.phone, (state) => state.calls.length > 0);
  if (session) {
    return (
      <OwnKeyLabels store={stores.session}>
        <FollowLink value={stores.dialLinks.follow}>
          <DeskScreen stores={stores} session={session} />
        </FollowLink>
        <TaskSheets stores={stores} />
        <LeaveSheet leaving={stores.leaving} />
      </OwnKeyLabels>
    );
  }
  if (isSettingUp) {
    return (
      <Suspense>
        <SetupPage stores={{ setup: stores.setup, profiles: stores.profiles, tests: stores.connectionTests }} />
      </Suspense>
    );
  }
  const switcher = <ProfileSwitcher profiles={stores.profiles} setup={stores.setup} isLocked={hasCall} />;
  if (!bootstrap) return <Loading error={error}>{switcher}</Loading>;
  return <SignInPage store={stores.session}>{switcher}</SignInPage>;
}
