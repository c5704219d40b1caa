import { useEffect, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { CallPane, type PhoneKeys } from '../call-pane.tsx';
import type { Stores } from '../stores.ts';
import type { CallView } from '../use-call-view.ts';
import { AgentStateMenu } from '../../features/softphone/agent-state-menu.tsx';
import { LineNow } from '../../features/phrases/line-now.tsx';
import { LineBadge } from '../../features/softphone/line-badge.tsx';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import './small-window.css';

export interface SmallWindowProps {
  readonly stores: Stores;
  readonly view: CallView;
  readonly toArea: (area: string) => string;
  readonly phoneKeys: PhoneKeys;
  readonly onSay: (phraseId: string) => void;
}

/** 小窗: who is on the line, what to say now, and the keys of the call, while the agent works in another program. */
export function SmallWindow(props: SmallWindowProps): ReactNode {
  const shown = useStore(props.stores.smallWindow, (state) => state.shown);
  if (shown.kind === 'off') return null;
  if (shown.kind === 'instead') {
    return (
      <div className="small-window" data-kind="instead" data-testid="small-window">
        <Small {...props} />
      </div>
    );
  }
  return createPortal(<Beside {...props} window={shown.window} />, shown.window.document.body);
}

/** Keys pressed there are keys of the desk. */
function Beside({ window: small, ...props }: SmallWindowProps & { readonly window: Window }): ReactNode {
  useEffect(() => {
    const { document: there } = small;
    function pass(event: KeyboardEvent): void {
      // A list that is open has its keys to itself.
      if (there.activeElement?.tagName === 'SELECT') return;
      const { code, key, ctrlKey, altKey, shiftKey, metaKey, repeat, isComposing } = event;
      const pressed = { code, key, ctrlKey, altKey, shiftKey, metaKey, repeat, isComposing, cancelable: true };
      if (!window.dispatchEvent(new KeyboardEvent('keydown', pressed))) event.preventDefault();
    }
    // A sheet asks in the large window, behind the program that the agent works in.
    function follow(): void {
      requestAnimationFrame(() => {
        if (document.querySelector('dialog[open]')) window.focus();
      });
    }
    there.addEventListener('keydown', pass);
    for (const deed of ['keyup', 'click']) there.addEventListener(deed, follow);
    return () => {
      there.removeEventListener('keydown', pass);
      for (const deed of ['keyup', 'click']) there.removeEventListener(deed, follow);
    };
  }, [small]);
  return (
    <div className="small-window" data-kind="beside" data-testid="small-window">
      <Small {...props} />
    </div>
  );
}

function Small({ stores, view, toArea, phoneKeys, onSay }: SmallWindowProps): ReactNode {
  const { t } = useTranslation('phone');
  const { call } = view;
  return (
    <>
      <header className="small-bar">
        <h1 className="visually-hidden">{t('small.title')}</h1>
        <AgentStateMenu store={stores.phone} />
        <LineBadge store={stores.phone} />
        <Button
          kind="primary"
          className="small-off"
          keyHint="Alt ⇧ W"
          icon={<Icon name="close" />}
          onClick={stores.smallWindow.close}
        >
          {t('small.close')}
        </Button>
      </header>
      <main className="small-main" aria-label={t('small.title')}>
        {call ? (
          <>
            <CallPane {...{ stores, view, call, toArea, phoneKeys }} />
            {call.state.kind === 'wrapUp' ? <p className="quiet small">{t('small.wrapUp')}</p> : null}
            {view.choice.now ? <LineNow line={view.choice.now} onSay={onSay} /> : null}
          </>
        ) : (
          <p className="quiet">{t('small.noCall')}</p>
        )}
      </main>
    </>
  );
}
