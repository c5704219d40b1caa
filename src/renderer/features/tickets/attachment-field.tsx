import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { largestAttachment, mostAttachments, type SeatAttachment } from '../../../shared/domain/attachment.ts';
import type { TicketId } from '../../../shared/ids.ts';
import { fromBase64 } from '../../client/bytes.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { useErrorText } from '../../i18n/use-error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import type { AttachmentStore } from './attachment-store.ts';
import { acceptedFiles, kindText, sizeText } from './attachment-texts.ts';
import { useGivenFiles } from './use-given-files.ts';
import './attachments.css';

export interface AttachmentFieldProps {
  readonly store: AttachmentStore;
  readonly ticketId: TicketId;
}

const none: readonly SeatAttachment[] = [];

/** The files of a draft: chosen, pasted or dropped; each with what it is, and taken out again by its own key. */
export function AttachmentField({ store, ticketId }: AttachmentFieldProps): ReactNode {
  const { t } = useTranslation('tickets');
  const { arriving, refused, add, remove } = useStore(store);
  const files = useStore(store, (state) => state.byTicket[ticketId] ?? none);
  const chooser = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const isDropping = useGivenFiles((given) => void add(ticketId, given));
  const onWay = arriving.filter((file) => file.ticketId === ticketId);
  const frame = useRef<HTMLDivElement>(null);
  const news = onWay.length + refused.filter((file) => file.ticketId === ticketId).length;
  useEffect(() => {
    // What becomes of a file that is dropped or pasted is seen, wherever the form is scrolled to.
    if (news > 0) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [news]);
  return (
    <div ref={frame} className="attachments wide" role="group" aria-label={t('attachments')} data-dropping={isDropping}>
      <div className="row">
        <Button
          kind="quiet"
          keyHint="Alt ⇧ A"
          icon={<Icon name="plus" />}
          className="attach-file"
          data-testid="attach-file"
          ref={button}
          onClick={() => chooser.current?.click()}
        >
          {t('attach')}
        </Button>
        <span className="quiet small grow">
          {isDropping
            ? t('attachmentDrop')
            : t('attachmentLimits', { most: mostAttachments, size: sizeText(largestAttachment) })}
        </span>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={acceptedFiles}
          data-testid="file-chooser"
          onChange={({ target }) => {
            void add(ticketId, [...(target.files ?? [])]);
            // The same file may be chosen again after it was taken out.
            target.value = '';
          }}
        />
      </div>
      {files.length + onWay.length > 0 ? (
        <ul className="attachment-list" data-testid="attachments">
          {files.map((file) => (
            <DraftFile
              key={file.sha256}
              file={file}
              onRemove={() => {
                // The button goes with its file; the keys must not be lost with it.
                button.current?.focus();
                void remove(ticketId, file.sha256);
              }}
            />
          ))}
          {onWay.map(({ key, name }) => (
            <li key={key} role="status">
              <bdi className="clip">{name}</bdi>
              <span className="quiet">{t('attachmentAdding')}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <RefusedFiles store={store} ticketId={ticketId} />
    </div>
  );
}

function DraftFile({ file, onRemove }: { readonly file: SeatAttachment; readonly onRemove: () => void }): ReactNode {
  const { t } = useTranslation('tickets');
  const { name, kind, size, preview, progress } = file;
  return (
    <li data-testid="attachment" data-progress={progress}>
      {preview === undefined ? null : <Preview data={preview} />}
      <bdi className="clip grow" title={name}>
        {name}
      </bdi>
      <span className={progress === 'partial' ? 'field-fault' : 'quiet num'}>
        {progress === 'partial' || !kind ? t('attachmentProgress.partial') : `${kindText(t, kind)} · ${sizeText(size)}`}
      </span>
      <Button
        kind="quiet"
        icon={<Icon name="close" size={14} />}
        aria-label={t('attachmentRemove', { name })}
        title={t('attachmentRemove', { name })}
        onClick={onRemove}
      />
    </li>
  );
}

/** Decorative: the name beside it says what it is. */
function Preview({ data }: { readonly data: string }): ReactNode {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([fromBase64(data)], { type: 'image/webp' }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [data]);
  return url === undefined ? null : <img className="attachment-preview" src={url} alt="" />;
}

function RefusedFiles({ store, ticketId }: AttachmentFieldProps): ReactNode {
  const { t } = useTranslation('tickets');
  const errorText = useErrorText();
  const { refused, dismiss } = useStore(store);
  const own = refused.filter((file) => file.ticketId === ticketId);
  if (own.length === 0) return null;
  return (
    <div role="alert" data-testid="refused-files">
      <ul className="attachment-list">
        {own.map(({ key, name, error }) => (
          <li key={key} className="refused-file">
            <span className="grow">{t('attachmentRefused', { name, reason: errorText(error) })}</span>
            <Button
              kind="quiet"
              onClick={() => {
                dismiss(key);
              }}
            >
              {t('attachmentDismiss')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
