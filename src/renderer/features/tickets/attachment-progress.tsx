import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { SeatAttachment } from '../../../shared/domain/attachment.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import type { AttachmentStore } from './attachment-store.ts';
import { stuckText } from './attachment-texts.ts';
import './attachments.css';

export interface AttachmentProgressProps {
  readonly store: AttachmentStore;
  readonly ticketId: TicketId;
}

const none: readonly SeatAttachment[] = [];

/** How many files of a submitted ticket the centre has, and why one does not get there. Nothing without files. */
export function AttachmentProgress({ store, ticketId }: AttachmentProgressProps): ReactNode {
  const { t } = useTranslation('tickets');
  const files = useStore(store, (state) => state.byTicket[ticketId] ?? none);
  if (files.length === 0) return null;
  const stored = files.filter(({ progress }) => progress === 'stored').length;
  return (
    <>
      <div className="quiet small" data-testid="attachment-progress" data-stored={stored} data-all={files.length}>
        {t('attachmentsStored', { stored, all: files.length })}
      </div>
      {files.map((file) => {
        const why = stuckText(t, file);
        if (why === undefined) return null;
        // What goes on by itself is no refusal.
        const tone = file.progress === 'stuck' ? 'refused' : 'quiet small';
        return (
          <div key={file.sha256} className={tone} role="status" data-testid="attachment-stuck">
            <span>{t('attachmentRefused', { name: file.name, reason: why })}</span>
            {file.progress === 'stuck' ? (
              <Button onClick={() => void store.getState().retry(ticketId, file.sha256)}>{t('attachmentRetry')}</Button>
            ) : null}
          </div>
        );
      })}
    </>
  );
}
