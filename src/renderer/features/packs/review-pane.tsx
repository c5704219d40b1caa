import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import type { LineProposal } from '../../../shared/domain/line-proposal.ts';
import { wordDiff, type DiffPiece } from '../../../shared/text/word-diff.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Tag } from '../../ui/tag.tsx';
import { LeaderFields, unsigned } from './leader-fields.tsx';
import { Deeds } from './line-history.tsx';
import type { PackSheetProps } from './pack-sheet.tsx';
import type { PackStore, Verdict } from './pack-store.ts';
import { Pieces } from './pieces.tsx';
import { RefusedDecisions } from './refused-decisions.tsx';
import { usePlayer, type Player } from './use-player.ts';

type ReviewPaneProps = Pick<PackSheetProps, 'book' | 'recorder' | 'agentNo' | 'refusedDecisions'> & {
  readonly store: PackStore;
};

/** What waits for a leader: old and new side by side, his word on each, and one signature for all of them. */
export function ReviewPane({ book, recorder, agentNo, refusedDecisions, store }: ReviewPaneProps): ReactNode {
  const { t } = useTranslation('packs');
  const { waiting, decided } = useStore(store);
  const player = usePlayer(recorder, store);
  return (
    <div className="pack-review">
      <div className="pack-waiting" data-testid="pack-waiting">
        {decided === undefined ? null : (
          <p className="message" data-tone="accent" role="status" data-testid="pack-decided">
            {t('decided', { number: decided })}
          </p>
        )}
        <RefusedDecisions store={refusedDecisions} />
        {waiting.length === 0 ? <p className="quiet">{t('nothingToReview')}</p> : null}
        {waiting.map((proposal) => (
          <Waiting key={proposal.id} {...{ proposal, book, store, player, agentNo }} />
        ))}
      </div>
      {waiting.length > 0 ? <Signature store={store} /> : null}
    </div>
  );
}

interface WaitingProps extends Pick<PackSheetProps, 'book' | 'agentNo'> {
  readonly proposal: LineProposal;
  readonly store: PackStore;
  readonly player: Player;
}

function Waiting({ proposal, book, store, player, agentNo }: WaitingProps): ReactNode {
  const { t } = useTranslation(['packs', 'phrases']);
  const { lang, moment: momentId, line, recording, remark, baseVersion } = proposal;
  const moment = book.moment(momentId);
  const current = book.line(lang, momentId);
  const text = wordDiff(current?.text ?? '', line.text);
  const gloss = wordDiff(current?.gloss ?? '', line.gloss ?? '');
  return (
    <article className="pack-proposal" data-testid="pack-proposal" data-line={momentId}>
      <div className="row">
        <span className="heading pack-kind">{moment ? t(`phrases:moment.${moment.kind}`) : momentId}</span>
        <Tag>{t(`phrases:language.${lang}`)}</Tag>
        {proposal.author === agentNo ? <Tag tone="hold">{t('packs:ownCopy')}</Tag> : null}
        {recording === undefined ? null : (
          <Button
            className="push"
            icon={<Icon name={player.playing === recording ? 'pause' : 'play'} />}
            onClick={() => {
              player.toggle(recording);
            }}
          >
            {player.playing === recording ? t('packs:stopRecording') : t('packs:playRecording')}
          </Button>
        )}
      </div>
      <div className="pack-compare">
        <Side title={t('packs:before')} lang={lang} text={text.before} gloss={gloss.before} kind="before" />
        <Side
          title={t('packs:after')}
          lang={lang}
          text={text.after}
          gloss={gloss.after}
          kind="after"
          reading={line.reading}
        />
      </div>
      {(current?.version ?? 0) > baseVersion ? <p className="pack-reason">{t('packs:changedSince')}</p> : null}
      {remark === undefined ? null : <p className="small">{remark}</p>}
      <Deeds proposal={proposal} />
      <Judgement proposal={proposal} store={store} />
    </article>
  );
}

interface SideProps {
  readonly title: string;
  readonly lang: string;
  readonly kind: 'before' | 'after';
  readonly text: readonly DiffPiece[];
  readonly gloss: readonly DiffPiece[];
  readonly reading?: string | undefined;
}

function Side({ title, lang, kind, text, gloss, reading }: SideProps): ReactNode {
  return (
    <div className="pack-side" data-kind={kind}>
      <h3 className="heading">{title}</h3>
      <ScriptText as="p" lang={lang} className="pack-side-text">
        <Pieces pieces={text} kind={kind} />
      </ScriptText>
      <ScriptText as="p" lang="zh-Hans" className="small">
        <Pieces pieces={gloss} kind={kind} />
      </ScriptText>
      {reading === undefined ? null : <p className="quiet small">{reading}</p>}
    </div>
  );
}

function Judgement({ proposal, store }: { readonly proposal: LineProposal; readonly store: PackStore }): ReactNode {
  const { t } = useTranslation('packs');
  const said = useStore(store, ({ verdicts }) => verdicts[proposal.id]);
  const choose = (verdict: Verdict['verdict']): void => {
    store.actions.judge(proposal.id, said?.verdict === verdict ? undefined : { verdict, reason: said?.reason ?? '' });
  };
  return (
    <div className="row pack-judgement">
      {(['approved', 'returned'] as const).map((verdict) => (
        <button
          key={verdict}
          type="button"
          className="pack-tab"
          aria-pressed={said?.verdict === verdict}
          data-testid={`pack-${verdict}`}
          onClick={() => {
            choose(verdict);
          }}
        >
          {t(verdict === 'approved' ? 'approve' : 'return')}
        </button>
      ))}
      {said?.verdict === 'returned' ? (
        <input
          className="input grow"
          name="pack-return-reason"
          aria-label={t('returnReason')}
          placeholder={t('returnReason')}
          maxLength={300}
          autoComplete="off"
          value={said.reason}
          onChange={(event) => {
            store.actions.judge(proposal.id, { verdict: 'returned', reason: event.target.value });
          }}
        />
      ) : null}
    </div>
  );
}

/** The leader's own sign-in at this desk. */
function Signature({ store }: { readonly store: PackStore }): ReactNode {
  const { t } = useTranslation('packs');
  const { verdicts, isBusy } = useStore(store);
  const [signed, setSigned] = useState(unsigned);
  const said = Object.values(verdicts);
  const lacksReason = said.some(({ verdict, reason }) => verdict === 'returned' && reason.trim() === '');

  async function sign(): Promise<void> {
    const isSigned = await store.actions.sign(signed.leader, signed.password);
    setSigned(isSigned ? unsigned : { ...signed, password: '' });
  }
  return (
    <form
      className="pack-sign"
      aria-label={t('signTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        if (said.length > 0 && !lacksReason) void sign();
      }}
    >
      <h3 className="heading">{t('signTitle')}</h3>
      <p className="quiet small">{t('signHint')}</p>
      <LeaderFields sign={signed} onSign={setSigned} />
      {lacksReason ? <p className="pack-reason">{t('reasonNeeded')}</p> : null}
      <Button
        type="submit"
        kind="primary"
        disabled={isBusy || said.length === 0 || lacksReason}
        data-testid="pack-sign"
      >
        {t('sign', { number: said.length })}
      </Button>
    </form>
  );
}
