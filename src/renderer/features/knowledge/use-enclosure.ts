import { useEffect, useState } from 'react';
import type { AttachmentKind } from '../../../shared/domain/attachment.ts';
import type { Enclosure } from '../../../shared/domain/enclosure.ts';
import type { ArticleId } from '../../../shared/ids.ts';
import type { DeskApi } from '../../../shared/ipc/desk-api.ts';

/** Kinds that are drawn as pictures, and nothing else is. */
const pictureTypes: Partial<Record<AttachmentKind, string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

export type ShownPicture =
  | { readonly state: 'asked' | 'missing' }
  /** An address within this page. */
  | { readonly state: 'here'; readonly url: string };

/** The picture from this machine; one that is not here is shown once it has come. */
export function usePicture(desk: DeskApi, id: ArticleId, { sha256, kind }: Enclosure): ShownPicture {
  const [shown, setShown] = useState<ShownPicture>({ state: 'asked' });
  useEffect(() => {
    let isGone = false;
    let url: string | undefined;
    const load = async (): Promise<void> => {
      const result = await desk.invoke('knowledge:enclosure', { id, sha256 });
      if (isGone || url !== undefined) return;
      if (!result.ok) return setShown({ state: 'missing' });
      const bytes = Uint8Array.from(atob(result.value.data), (char) => char.charCodeAt(0));
      url = URL.createObjectURL(new Blob([bytes], { type: pictureTypes[kind] ?? 'application/octet-stream' }));
      setShown({ state: 'here', url });
    };
    void load();
    const off = desk.on('enclosureCame', (came) => {
      if (came.sha256 === sha256) void load();
    });
    return () => {
      isGone = true;
      off();
      if (url !== undefined) URL.revokeObjectURL(url);
      setShown({ state: 'asked' });
    };
  }, [desk, id, sha256, kind]);
  return shown;
}
