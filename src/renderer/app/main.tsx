import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { createDesk } from '../client/create-desk.ts';
import { setUpI18n } from '../i18n/setup.ts';
import { TextsProvider } from '../i18n/texts.tsx';
import { App } from './app.tsx';
import { takeAskedLink } from './asked-link.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { wireGlobalKeys } from './global-keys.ts';
import { wireRingNotices } from './ring-notices.ts';
import { wireSession } from './session-wiring.ts';
import { createStores } from './stores.ts';

async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) return;
  const askedLink = takeAskedLink();
  const i18n = await setUpI18n('zh-CN');
  // A page that can't even ask is as shut out as one that is refused.
  const entrance = await createDesk().catch(() => ({ kind: 'refused' }) as const);
  if (entrance.kind === 'refused') {
    root.textContent = i18n.t('common:entranceRefused');
    root.className = 'entrance-refused';
    return;
  }
  const stores = createStores(entrance.desk);
  wireSession(stores);
  wireRingNotices(stores, stores.notifier);
  wireGlobalKeys(stores);
  if (askedLink !== undefined) stores.dialLinks.follow(askedLink);
  createRoot(root).render(
    <ErrorBoundary part="desk">
      <TextsProvider>
        <App stores={stores} />
      </TextsProvider>
    </ErrorBoundary>,
  );
  await stores.session.getState().load();
}

void main();
