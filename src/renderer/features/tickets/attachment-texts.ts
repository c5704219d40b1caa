import type { AttachmentKind, SeatAttachment } from '../../../shared/domain/attachment.ts';
import type { useTranslation } from '../../i18n/texts.tsx';

type Translate = ReturnType<typeof useTranslation<'tickets'>>['t'];

/** What the system's file chooser offers; what a file really is, its bytes say. */
export const acceptedFiles = '.jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx';

export function kindText(t: Translate, kind: AttachmentKind): string {
  return t(`attachmentKind.${kind === 'pdf' || kind === 'docx' || kind === 'xlsx' ? kind : 'picture'}`);
}

/** 340 KB, 2.3 MB: by 1024, as the limits are. */
export function sizeText(bytes: number): string {
  const mb = 1024 * 1024;
  if (bytes >= mb) return `${(bytes / mb).toFixed(1).replace(/\.0$/, '')} MB`;
  return `${String(Math.max(1, Math.round(bytes / 1024)))} KB`;
}

const knownCodes = ['wrongKind', 'wrongHash', 'overQuota', 'unknownTicket', 'lostAtCentre', 'sentAgain'] as const;

/** Why the centre has not taken a file; undefined while nothing is wrong. */
export function stuckText(t: Translate, { code }: SeatAttachment): string | undefined {
  if (code === undefined) return undefined;
  const known = knownCodes.find((each) => `attachment.${each}` === code);
  return known ? t(`attachmentStuck.${known}`) : t('attachmentStuck.other', { code });
}
