import { useRef, useState, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import { readPhraseId } from '../../../shared/domain/phrase.ts';
import { agentNoSchema, type AgentNo } from '../../../shared/ids.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import {
  maxDecisions,
  maxPackFileBytes,
  type ImportRow,
  type ReadPackOutcome,
} from '../../../shared/ipc/pack-commands.ts';
import { wordDiff } from '../../../shared/text/word-diff.ts';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag, type Tone } from '../../ui/tag.tsx';
import { fromBase64, toBase64 } from '../../client/bytes.ts';
import { LeaderFields, unsigned, type LeaderSign } from './leader-fields.tsx';
import type { PackSheetProps } from './pack-sheet.tsx';
import type { PackStore } from './pack-store.ts';
import { Pieces } from './pieces.tsx';
import { reasonParams } from './reason-params.ts';

type ExchangePaneProps = Pick<PackSheetProps, 'desk' | 'languages'> & { readonly store: PackStore };

interface ReadFile {
  readonly name: string;
  readonly outcome: ReadPackOutcome;
}

/** A pack goes out as a file and comes back as proposals, each seen before it is taken. */
export function ExchangePane({ desk, languages, store }: ExchangePaneProps): ReactNode {
  const { t } = useTranslation(['packs', 'phrases']);
  const { lang } = useStore(store);
  const [file, setFile] = useState<ReadFile>();
  const [taken, setTaken] = useState<Taken>();
  const [isBusy, setBusy] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const rows = file?.outcome.outcome === 'read' ? file.outcome.rows : [];
  const wanted = rows.flatMap(({ words }) => words ?? []);
  const wrong = rows.filter(({ kind }) => kind === 'refused').length;

  async function exportAs(format: 'xlsx' | 'json'): Promise<void> {
    const made = await desk.invoke('packs:export', { lang, format });
    if (!made.ok) {
      store.actions.fail(made.error);
      return;
    }
    const url = URL.createObjectURL(new Blob([fromBase64(made.value.data)]));
    const link = Object.assign(document.createElement('a'), { href: url, download: made.value.name });
    link.click();
    URL.revokeObjectURL(url);
  }
  async function read(chosen: File): Promise<void> {
    setTaken(undefined);
    if (chosen.size > maxPackFileBytes) {
      setFile({ name: chosen.name, outcome: { outcome: 'refused', problems: [{ line: 1, reason: 'tooBig' }] } });
      return;
    }
    setBusy(true);
    const data = toBase64(new Uint8Array(await chosen.arrayBuffer()));
    const answer = await desk.invoke('packs:readFile', { name: chosen.name.slice(-200), data });
    setBusy(false);
    if (answer.ok) setFile({ name: chosen.name, outcome: answer.value });
    else store.actions.fail(answer.error);
  }
  /** Signed, all of it comes into use at once; what the signature does not hold for waits with the other proposals. */
  async function take(sign?: LeaderSign): Promise<void> {
    const leader = agentNoSchema.safeParse(sign?.leader.trim()).data;
    if (sign && (leader === undefined || sign.password === '')) {
      store.actions.fail(appError('auth.wrongPassword', 'user'));
      return;
    }
    setBusy(true);
    const outcome = await takeAll(sign && leader !== undefined ? { leader, password: sign.password } : undefined);
    setBusy(false);
    if (!outcome) return;
    setFile(undefined);
    setTaken(outcome);
  }
  /** Nothing is proposed for a signature that does not hold; undefined says so. */
  async function takeAll(sign: { leader: AgentNo; password: string } | undefined): Promise<Taken | undefined> {
    const { fail } = store.actions;
    if (sign) {
      const confirmed = await desk.invoke('leader:confirm', { agentNo: sign.leader, password: sign.password });
      if (!confirmed.ok) {
        fail(confirmed.error);
        return undefined;
      }
    }
    const ids = await proposeAll(desk, wanted, store.actions.fail);
    let approved = 0;
    // All of it or nothing: what was refused on the way leaves the others to be judged one by one.
    for (let from = 0; sign && ids.length === wanted.length && from < ids.length; from += maxDecisions) {
      const decisions = ids.slice(from, from + maxDecisions).map((id) => ({ id, verdict: 'approved' as const }));
      const answer = await desk.invoke('packs:decide', { ...sign, decisions });
      if (!answer.ok) {
        fail(answer.error);
        break;
      }
      approved += answer.value.length;
    }
    return { proposed: ids.length - approved, approved };
  }

  return (
    <div className="pack-exchange">
      <div className="row pack-exchange-bar">
        <LanguageChoice {...{ languages, lang }} onChoose={store.actions.choose} />
        <Button data-testid="pack-export-xlsx" onClick={() => void exportAs('xlsx')}>
          {t('packs:exportSheet')}
        </Button>
        <Button data-testid="pack-export-json" onClick={() => void exportAs('json')}>
          {t('packs:exportJson')}
        </Button>
        <input
          ref={picker}
          type="file"
          name="pack-file"
          className="visually-hidden"
          tabIndex={-1}
          aria-hidden="true"
          accept=".xlsx,.json"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) void read(chosen);
            event.target.value = '';
          }}
        />
        <Button kind="primary" disabled={isBusy} onClick={() => picker.current?.click()}>
          {t('packs:importFile')}
        </Button>
        {wanted.length > 0 ? (
          <Button className="push" kind="primary" disabled={isBusy} data-testid="pack-take" onClick={() => void take()}>
            {t('packs:take', { number: wanted.length })}
          </Button>
        ) : null}
      </div>
      <div className="pack-import" data-testid="pack-import">
        <p className="quiet small" role="status">
          {taken === undefined ? (file?.name ?? t('packs:exchangeHint')) : takenText(t, taken)}
        </p>
        {file?.outcome.outcome === 'refused' ? <Refused problems={file.outcome.problems} /> : null}
        {file?.outcome.outcome === 'read' && rows.length === 0 ? <p>{t('packs:importNothing')}</p> : null}
        {rows.map((row) => (
          <Row key={`${row.kind} ${String(row.row)} ${row.id}`} row={row} />
        ))}
        {wanted.length > 0 ? <WholePack {...{ wrong, isBusy }} count={wanted.length} onTake={take} /> : null}
      </div>
    </div>
  );
}

/** Ids of what became a proposal. */
async function proposeAll(
  desk: DeskApi,
  wanted: readonly NonNullable<ImportRow['words']>[],
  fail: PackStore['actions']['fail'],
): Promise<string[]> {
  const ids: string[] = [];
  for (const words of wanted) {
    const answer = await desk.invoke('packs:propose', { draft: { id: crypto.randomUUID(), ...words } });
    if (answer.ok && answer.value.outcome === 'proposed') ids.push(answer.value.proposal.id);
    else if (!answer.ok) fail(answer.error);
  }
  return ids;
}

interface LanguageChoiceProps {
  readonly languages: PackSheetProps['languages'];
  readonly lang: CallerLanguage;
  readonly onChoose: (lang: CallerLanguage) => void;
}

function LanguageChoice({ languages, lang, onChoose }: LanguageChoiceProps): ReactNode {
  const { t } = useTranslation(['packs', 'phrases']);
  return (
    <select
      className="input pack-language"
      aria-label={t('packs:language')}
      value={lang}
      onChange={(event) => {
        const chosen = languages.find((each) => each === event.target.value);
        if (chosen) onChoose(chosen);
      }}
    >
      {languages.map((each) => (
        <option key={each} value={each}>
          {t(`phrases:language.${each}`)}
        </option>
      ))}
    </select>
  );
}

interface Taken {
  readonly proposed: number;
  readonly approved: number;
}

function takenText(t: TFunction<['packs', 'phrases']>, { proposed, approved }: Taken): string {
  const inUse = approved > 0 ? t('packs:wholeTaken', { number: approved }) : '';
  return proposed > 0 || approved === 0 ? `${inUse} ${t('packs:taken', { number: proposed })}`.trim() : inUse;
}

interface WholePackProps {
  readonly count: number;
  /** Rows of the file that are refused. */
  readonly wrong: number;
  readonly isBusy: boolean;
  readonly onTake: (sign: LeaderSign) => Promise<void>;
}

/** A leader who has seen every change takes the whole file into use; with a row that is wrong it stays as it was. */
function WholePack({ count, wrong, isBusy, onTake }: WholePackProps): ReactNode {
  const { t } = useTranslation('packs');
  const [sign, setSign] = useState(unsigned);
  if (wrong > 0) return <p className="pack-reason">{t('wholeRefused', { number: wrong })}</p>;
  return (
    <form
      className="pack-sign-whole"
      aria-label={t('wholeTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        setSign({ ...sign, password: '' });
        void onTake(sign);
      }}
    >
      <h3 className="heading">{t('wholeTitle')}</h3>
      <p className="quiet small">{t('wholeHint')}</p>
      <LeaderFields sign={sign} onSign={setSign} />
      <Button type="submit" disabled={isBusy} data-testid="pack-take-whole">
        {t('wholeTake', { number: count })}
      </Button>
    </form>
  );
}

function Refused({
  problems,
}: {
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}): ReactNode {
  const { t } = useTranslation('packs');
  return (
    <div className="message pack-refused" role="alert">
      <p>{t('importRefused')}</p>
      <ul>
        {problems.map(({ line, reason }) => (
          <li key={`${String(line)} ${reason}`}>
            {reason === 'notAWorkbook' || reason === 'tooBig'
              ? t(`import.${reason}`)
              : t('importLine', { line, reason })}
          </li>
        ))}
      </ul>
    </div>
  );
}

const tones = { added: 'call', changed: 'accent', removed: 'hold', refused: 'danger' } as const satisfies Record<
  string,
  Tone
>;

function Row({ row }: { readonly row: ImportRow }): ReactNode {
  const { t } = useTranslation('packs');
  const lang = readPhraseId(row.id)?.lang ?? 'zh-Hans';
  const diff = wordDiff(row.before ?? '', row.after ?? '');
  const reasons = [
    ...(row.refusal === undefined ? [] : [t(`refusal.${row.refusal}`)]),
    ...(row.reasons ?? []).map(({ reason }) => t(`reason.${reason.code}`, reasonParams(reason.params))),
  ];
  return (
    <article className="pack-import-row" data-kind={row.kind} data-testid="pack-import-row">
      <div className="row">
        <Tag tone={tones[row.kind]}>{t(`import.${row.kind}`)}</Tag>
        <span className="quiet small num">{t('importRow', { row: row.row })}</span>
        <span className="quiet small">{row.id}</span>
      </div>
      {reasons.length > 0 ? <p className="pack-reason">{reasons.join(' · ')}</p> : null}
      <div className="pack-compare">
        <ScriptText as="p" lang={lang}>
          <Pieces pieces={diff.before} kind="before" />
        </ScriptText>
        <ScriptText as="p" lang={lang}>
          <Pieces pieces={diff.after} kind="after" />
        </ScriptText>
      </div>
    </article>
  );
}
