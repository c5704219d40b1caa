import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { SheetHead } from '../ui/sheet-head.tsx';
import { actionIds, keyMap } from './key-map.ts';

/** All keys on one sheet. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('keys');
  return (
    <Sheet label={t('title')} onClose={onClose}>
      <SheetHead title={t('title')} closeText={t('close')} onClose={onClose} />
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
