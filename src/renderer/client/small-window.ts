/** Chromium’s own small windows, which stay above everything; missing in the types of a page. */
interface PictureInPicture {
  requestWindow(size: { readonly width: number; readonly height: number }): Promise<Window>;
}

const size = { width: 360, height: 430 } as const;

/**
 * An empty window beside the page, in which the page itself shows something; the page keeps the microphone and the call.
 * Above all others where the browser can do that, else a plain one; undefined where neither may be opened. Only after a
 * key or click.
 */
export async function openSmallWindow(): Promise<Window | undefined> {
  const small = (await onTop()) ?? plain();
  if (small) dress(small);
  return small;
}

async function onTop(): Promise<Window | undefined> {
  const { documentPictureInPicture: pictures } = globalThis as { documentPictureInPicture?: PictureInPicture };
  return pictures?.requestWindow(size).catch(() => undefined);
}

function plain(): Window | undefined {
  return (
    window.open('', 'tashi-desk-small', `popup,width=${String(size.width)},height=${String(size.height)}`) ?? undefined
  );
}

/** The styles, language and colours of the page, also those that come later. */
function dress(small: Window): void {
  const { document: there } = small;
  const take = (): void => {
    there.title = document.title;
    const { lang, dataset, style } = document.documentElement;
    there.documentElement.lang = lang;
    there.documentElement.dataset['theme'] = dataset['theme'] ?? 'light';
    there.documentElement.style.colorScheme = style.colorScheme;
  };
  take();
  const known = new Set<Node>();
  const takeStyles = (): void => {
    for (const node of document.head.querySelectorAll<HTMLLinkElement | HTMLStyleElement>(
      'link[rel="stylesheet"], style',
    )) {
      if (known.has(node)) continue;
      known.add(node);
      const copy = there.importNode(node, true);
      // The window's own address is none to start from.
      if (node instanceof HTMLLinkElement) copy.setAttribute('href', node.href);
      there.head.append(copy);
    }
  };
  takeStyles();
  const styles = new MutationObserver(takeStyles);
  styles.observe(document.head, { childList: true });
  const looks = new MutationObserver(take);
  looks.observe(document.documentElement, { attributes: true });
  small.addEventListener('pagehide', () => {
    styles.disconnect();
    looks.disconnect();
  });
}
