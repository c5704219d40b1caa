import { useEffect, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Attachment } from '../../../shared/domain/attachment.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { kindText, sizeText } from './attachment-texts.ts';
import { isPicture, type TeamFileStore } from './team-file-store.ts';

export interface TeamFilesProps {
  readonly ticketId: string;
  readonly files: readonly Attachment[];
  readonly store: TeamFileStore;
  /** Gives a file to whoever sits there; `data` is base64. */
  readonly onFile: (file: { readonly name: string; readonly data: string }) => void;
}

/** The files of one of the team's tickets: pictures are shown here, all can be saved; the centre notes each reading. */
export function TeamFiles({ ticketId, files, store, onFile }: TeamFilesProps): ReactNode {
  const { t } = useTranslation(['book', 'tickets']);
  const { t: ofFiles } = useTranslation('tickets');
  const { fetching, picture, saved, error } = useStore(store);
  useEffect(() => store.actions.clear, [store, ticketId]);
  if (files.length === 0) return null;
  async function save(file: Attachment): Promise<void> {
    const found = await store.actions.fetch(ticketId, file);
    if (found) onFile(found);
  }
  const shown = picture?.ticketId === ticketId ? files.find(({ sha256 }) => sha256 === picture.sha256) : undefined;
  return (
    <section className="team-files" aria-label={t('tickets:attachments')} data-testid="team-files">
      <h4>{t('tickets:attachments')}</h4>
      <ul>
        {files.map((file) => (
          <li key={file.sha256} className="row">
            <span className="clip grow" title={file.name}>
              <ScriptText lang={langByScript(file.name)}>{file.name}</ScriptText>
            </span>
            <span className="quiet small">
              {kindText(ofFiles, file.kind)} · {sizeText(file.size)}
            </span>
            {isPicture(file.kind) ? (
              <Button
                aria-label={t('book:showFile', { name: file.name })}
                aria-pressed={shown === file}
                aria-busy={fetching === file.sha256}
                data-testid="team-file-show"
                onClick={() => {
                  if (shown === file) store.actions.hide();
                  else void store.actions.show(ticketId, file);
                }}
              >
                {t(shown === file ? 'book:hide' : 'book:show')}
              </Button>
            ) : null}
            <Button
              aria-label={t('book:saveFile', { name: file.name })}
              aria-busy={fetching === file.sha256}
              data-testid="team-file-save"
              onClick={() => void save(file)}
            >
              {t('book:save')}
            </Button>
          </li>
        ))}
      </ul>
      <p className="quiet small" role="status" data-testid="team-file-status">
        {fetching === undefined
          ? saved === undefined
            ? t('book:filesAudited')
            : t('book:fileSaved', { name: saved })
          : t('book:loading')}
      </p>
      <ErrorNote error={error} />
      {picture && shown ? <img className="team-picture" src={picture.url} alt={shown.name} draggable={false} /> : null}
    </section>
  );
}
