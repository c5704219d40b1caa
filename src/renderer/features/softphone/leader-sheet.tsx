import { useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { agentNoSchema, type AgentNo } from '../../../shared/ids.ts';
import { appError, type AppError } from '../../../shared/ipc/app-error.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { Sheet } from '../../ui/sheet.tsx';

export interface LeaderSheetProps {
  readonly confirm: (agentNo: AgentNo, password: string) => Promise<Result<unknown>>;
  readonly onConfirmed: (leader: AgentNo) => void;
  readonly onRefused: () => void;
  readonly onClose: () => void;
}

/** The leader at this desk, with his own sign-in: he confirms that the call may be ended, or refuses. */
export function LeaderSheet({ confirm, onConfirmed, onRefused, onClose }: LeaderSheetProps): ReactNode {
  const { t } = useTranslation('phone');
  const [agentNo, setAgentNo] = useState('');
  const [password, setPassword] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [error, setError] = useState<AppError>();
  const leader = agentNoSchema.safeParse(agentNo.trim()).data;

  async function ask(): Promise<void> {
    if (leader === undefined || password === '') {
      setError(appError('auth.wrongPassword', 'user'));
      return;
    }
    setIsAsking(true);
    const answer = await confirm(leader, password);
    setIsAsking(false);
    setPassword('');
    if (answer.ok) onConfirmed(leader);
    else setError(answer.error);
  }
  return (
    <Sheet label={t('leaderTitle')} onClose={onClose} className="small-sheet">
      <SheetHead title={t('leaderTitle')} closeText={t('back')} onClose={onClose} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isAsking) void ask();
        }}
      >
        <p className="quiet small">{t('leaderHint')}</p>
        <label className="field">
          {t('leaderNo')}
          <input
            className="input"
            name="leaderNo"
            data-first
            autoComplete="off"
            value={agentNo}
            onChange={(event) => {
              setAgentNo(event.target.value);
            }}
          />
        </label>
        <label className="field">
          {t('leaderPassword')}
          <input
            className="input"
            name="leaderPassword"
            type="password"
            autoComplete="off"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value);
            }}
          />
        </label>
        <ErrorNote error={error} />
        <div className="row">
          <Button type="submit" kind="primary" disabled={isAsking}>
            {t('leaderConfirm')}
          </Button>
          <Button className="push" kind="quiet" onClick={onRefused}>
            {t('leaderRefuse')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
