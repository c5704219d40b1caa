import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Procedure } from '../../../shared/domain/procedure.ts';
import { foldText } from '../../../shared/text/fold-text.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useSelectedInView } from '../../ui/use-selected-in-view.ts';
import { forAgent } from './procedure-text.ts';

export interface ProcedureListProps {
  readonly procedures: readonly Procedure[];
  readonly subType: string;
  readonly onBegin: (id: string) => void;
  readonly onClose: () => void;
}

function isOfSubType({ steps }: Procedure, subType: string): boolean {
  return steps.some((step) => step.kind === 'end' && step.ticket.subType === subType);
}

/** Those whose title has all words of the query, those of the open ticket's sub-type first. */
function found(procedures: readonly Procedure[], query: string, subType: string): Procedure[] {
  const words = foldText(query).text.split(/\s+/u).filter(Boolean);
  const fitting = procedures.filter(({ title, article, steps }) => {
    const texts = [...Object.values(title), article, ...steps.slice(0, 1).map(({ text }) => text['zh-Hans'])];
    const text = foldText(texts.join(' ')).text;
    return words.every((word) => text.includes(word));
  });
  const first = subType === '' ? [] : fitting.filter((procedure) => isOfSubType(procedure, subType));
  return [...first, ...fitting.filter((procedure) => !first.includes(procedure))];
}

/** What can be led through, narrowed as one types. */
export function ProcedureList({ procedures, subType, onBegin, onClose }: ProcedureListProps): ReactNode {
  const { t, i18n } = useTranslation('procedures');
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState(0);
  const shown = found(procedures, query, subType);
  const list = useSelectedInView(selected);
  useEffect(() => {
    field.current?.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const chosen = shown[selected];
    if (event.key === 'ArrowDown') setSelected(Math.min(shown.length - 1, selected + 1));
    else if (event.key === 'ArrowUp') setSelected(Math.max(0, selected - 1));
    else if (event.key === 'Enter' && chosen) onBegin(chosen.id);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  }
  return (
    <>
      <div className="search-box">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-expanded={shown.length > 0}
          aria-controls={shown.length > 0 ? 'procedure-hits' : undefined}
          aria-label={t('find')}
          placeholder={t('find')}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setSelected(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Button kind="quiet" keyHint="Esc" onClick={onClose}>
          {t('toSearch')}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="hits empty quiet small" role="status">
          {t('none')}
        </p>
      ) : (
        <div id="procedure-hits" ref={list} className="hits" role="listbox" aria-label={t('panel')}>
          {shown.map((procedure, index) => {
            const title = forAgent(procedure.title, i18n.language);
            return (
              <div
                key={procedure.id}
                role="option"
                aria-selected={index === selected}
                className="hit"
                tabIndex={-1}
                onClick={() => {
                  onBegin(procedure.id);
                }}
              >
                <div className="row">
                  <ScriptText as="b" lang={title.lang} className="hit-title grow">
                    {title.text}
                  </ScriptText>
                  {procedure.steps.some((step) => step.selfService) ? <Tag tone="call">{t('selfService')}</Tag> : null}
                </div>
              </div>
            );
          })}
        </div>
      )}
    </>
  );
}
