import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { actionIds, keyMap } from './key-map.ts';

/** All keys on one sheet. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <Sheet label={t('title')} onClose={onClose}>
      <div className="row">
        <h2>{t('title')}</h2>
        <Button className="push" kind="quiet" keyHint="Esc" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
      <dl className="shortcuts">
        {actionIds.map((id) => (
          <div key={id} className="row">
            <dt>
              <Kbd>{keyMap[id].label}</Kbd>
            </dt>
            <dd>{t(`action.${id}`)}</dd>
          </div>
        ))}
        <div className="row">
          <dt>
            <Kbd>1–9</Kbd> <Kbd>Alt 1–9</Kbd>
          </dt>
          <dd>{t('pick')}</dd>
        </div>
        <div className="row">
          <dt>
            <Kbd>Alt ⇧ 1–5</Kbd>
          </dt>
          <dd>{t('language')}</dd>
        </div>
      </dl>
    </Sheet>
  );
}
