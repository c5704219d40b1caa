import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { presenceOf, type Colleague, type ColleagueList } from '../../../shared/domain/colleague.ts';
import type { ScriptMark } from '../../../shared/domain/script-mark.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';

/** Who else works here, kept up to date while somebody looks. */
export type Colleagues = StoreApi<ColleagueList> & { watch(): () => void };

export interface NamedAgentAskProps {
  readonly colleagues: Colleagues;
  /** How the agent stands whom the caller asks for, and his number for the lines that name it. */
  readonly onKnown: (mark: ScriptMark, colleagueNo: string) => void;
}

/** The number that a caller asks for: the centre says how that agent stands, and the words follow from it. */
export function NamedAgentAsk({ colleagues, onKnown }: NamedAgentAskProps): ReactNode {
  const { t, i18n } = useTranslation(['phrases', 'phone']);
  const { colleagues: people, isStale, asOf } = useStore(colleagues);
  const [wanted, setWanted] = useState('');
  useEffect(() => colleagues.watch(), [colleagues]);
  const agentNo = wanted.trim();
  const found = people.find((person) => person.agentNo === agentNo);
  // What the centre said an hour ago is no answer to a caller.
  const isKnown = found !== undefined && !isStale;
  return (
    <form
      className="row"
      data-testid="named-agent"
      onSubmit={(event) => {
        event.preventDefault();
        if (isKnown) onKnown(markOf(found), agentNo);
      }}
    >
      <label className="row small">
        {t('phrases:namedAgentNo')}
        <input
          className="input num"
          name="namedAgentNo"
          list="named-agents"
          autoComplete="off"
          spellCheck={false}
          maxLength={20}
          size={8}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
          }}
        />
      </label>
      <datalist id="named-agents">
        {people.map((person) => (
          <option key={person.agentNo} value={person.agentNo} />
        ))}
      </datalist>
      <span className="small" role="status" data-presence={isKnown ? presenceOf(found.kind) : undefined}>
        {agentNo === '' ? null : found ? t(`phone:agent.${found.kind}`) : t('phrases:namedAgentUnknown')}
        {agentNo !== '' && isStale
          ? ` · ${
              asOf === undefined
                ? t('phone:colleaguesUnknown')
                : t('phone:colleaguesAsOf', { time: formatDateTime(i18n.language, asOf) })
            }`
          : null}
      </span>
      <Button type="submit" disabled={!isKnown}>
        {t('phrases:namedAgentGoOn')}
      </Button>
    </form>
  );
}

function markOf({ kind }: Colleague): ScriptMark {
  const presence = presenceOf(kind);
  return { type: 'presenceKnown', isOn: presence === 'free', presence, at: Date.now() };
}
