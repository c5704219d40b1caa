import { useEffect, useEffectEvent, useState } from 'react';
import { formatClock } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';

/**
 * Hears files that are pasted or dropped anywhere on the desk, and answers whether some are held over it. Where text comes
 * along, as from a spreadsheet, the text is what is pasted.
 */
export function useGivenFiles(onFiles: (files: readonly File[]) => void): boolean {
  const { t, i18n } = useTranslation('tickets');
  const [isDropping, setIsDropping] = useState(false);
  /** A browser calls every pasted picture image.png. */
  const nameShot = (file: File): File => {
    if (file.name !== 'image.png') return file;
    const time = formatClock(i18n.language, Date.now()).replaceAll(':', '-');
    return new File([file], `${t('screenshot', { time })}.png`, { type: file.type });
  };
  const onPaste = useEffectEvent((event: ClipboardEvent) => {
    const given = event.clipboardData;
    if (!given || given.files.length === 0 || given.types.includes('text/plain')) return;
    event.preventDefault();
    onFiles([...given.files].map(nameShot));
  });
  const onDrop = useEffectEvent((event: DragEvent) => {
    setIsDropping(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setIsDropping(true);
    };
    const leave = (event: DragEvent): void => {
      // Out of the window, not only from one part of the desk to the next.
      if (event.relatedTarget === null) setIsDropping(false);
    };
    const paste = (event: ClipboardEvent): void => onPaste(event);
    const drop = (event: DragEvent): void => onDrop(event);
    window.addEventListener('paste', paste);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isDropping;
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
