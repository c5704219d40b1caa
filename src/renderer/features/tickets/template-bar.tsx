import { useState, type ReactNode } from 'react';
import type { CentreTemplate, OwnTemplate } from '../../../shared/domain/ticket-template.ts';
import type { TemplateContent } from '../../../shared/ticket/fill-template.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { labelIn } from './labels.ts';

export interface TemplateBarProps {
  /** Those of the form, then the agent's own of this type. */
  readonly centre: readonly CentreTemplate[];
  readonly own: readonly OwnTemplate[];
  readonly onFill: (template: TemplateContent) => void;
  /** Resolves to whether it was kept. */
  readonly onSave: (name: string) => Promise<boolean>;
  readonly onRemove: (id: string) => void;
}

/** Templates of this type: one key leads to the first, each fills what is empty; and what is written here becomes one. */
export function TemplateBar({ centre, own, onFill, onSave, onRemove }: TemplateBarProps): ReactNode {
  const { t, i18n } = useTranslation('tickets');
  const [name, setName] = useState<string>();
  const choices = [
    ...centre.map((template) => ({ key: template.id, name: labelIn(template.label, i18n.language), template })),
    ...own.map((template) => ({ key: template.id, name: template.name, template, isOwn: true })),
  ];
  async function save(): Promise<void> {
    if (name !== undefined && name.trim() !== '' && (await onSave(name.trim()))) setName(undefined);
  }
  return (
    <div className="template-bar" role="group" aria-label={t('templates')} data-testid="template-bar">
      <span className="quiet small">
        {t('templates')} {choices.length > 0 ? <Kbd>Alt ⇧ F</Kbd> : null}
      </span>
      {choices.map((choice) => (
        <span key={choice.key} className="template">
          <button
            type="button"
            className="filter template-fill"
            onClick={() => {
              onFill(choice.template);
            }}
          >
            <ScriptText lang={langByScript(choice.name)}>{choice.name}</ScriptText>
          </button>
          {'isOwn' in choice ? (
            <button
              type="button"
              className="icon-button"
              aria-label={t('removeTemplate', { name: choice.name })}
              title={t('removeTemplate', { name: choice.name })}
              onClick={() => {
                onRemove(choice.key);
              }}
            >
              <Icon name="close" />
            </button>
          ) : null}
        </span>
      ))}
      {name === undefined ? (
        <Button
          kind="quiet"
          onClick={() => {
            setName('');
          }}
        >
          {t('saveTemplate')}
        </Button>
      ) : (
        <span className="row">
          <input
            autoFocus
            className="input"
            name="template-name"
            aria-label={t('templateName')}
            placeholder={t('templateName')}
            maxLength={40}
            value={name}
            onChange={({ target }) => {
              setName(target.value);
            }}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return;
              if (event.key === 'Enter' && !event.ctrlKey) void save();
              if (event.key === 'Escape') setName(undefined);
            }}
          />
          <Button disabled={name.trim() === ''} onClick={() => void save()}>
            {t('keepTemplate')}
          </Button>
        </span>
      )}
    </div>
  );
}
