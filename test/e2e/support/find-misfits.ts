/**
 * Runs in the page: everything on the screen that is cut, covered or pushed out of sight, in words. Empty when all fits.
 *
 * - Nothing scrolls sideways.
 * - Text stays inside of what hides its overflow, and of its own button, tag or badge. A line that ends in an ellipsis
 *   is cut on purpose where the whole of it is there as a `title`.
 * - Tibetan stacks stay inside of their line, measured by their ink: their boxes say nothing about it.
 * - No ink of one text lies on that of another.
 * - Buttons are whole unless one can scroll to them, and those that a call needs are on the screen without scrolling.
 */
export function findMisfits(): string[] {
  const found = new Set<string>();
  const canvas = document.createElement('canvas').getContext('2d')!;
  const slack = 1.5;
  const tibetan = /[\u0F40-\u0FBC]/;
  const modal = document.querySelector('dialog[open]');

  const nameOf = (element: Element): string => {
    const text = element.textContent.trim().slice(0, 40);
    return `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${text}`;
  };
  const scrolls = (style: CSSStyleDeclaration): boolean => /auto|scroll/.test(style.overflowY);
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('.visually-hidden') === null &&
    (modal === null || modal.contains(element));

  /** Where an element can be seen at all: the boxes around it that hide what overflows them. `free`: by scrolling. */
  function windowOf(element: Element): { left: number; right: number; top: number; bottom: number; free: boolean } {
    const seen = { left: 0, right: innerWidth, top: 0, bottom: innerHeight, free: false };
    for (let box: Element | null = element; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      const rect = box.getBoundingClientRect();
      if (style.overflowX !== 'visible') {
        seen.left = Math.max(seen.left, rect.left);
        seen.right = Math.min(seen.right, rect.right);
      }
      if (style.overflowY !== 'visible') {
        seen.top = Math.max(seen.top, rect.top);
        seen.bottom = Math.min(seen.bottom, rect.bottom);
      }
      if (scrolls(style)) seen.free = true;
      if (style.position === 'fixed') break;
    }
    return seen;
  }

  /** Height of the ink above and below the baseline, and of the font's own box. */
  function inkOf(text: string, style: CSSStyleDeclaration) {
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const size = canvas.measureText(text);
    return {
      width: size.width,
      up: size.actualBoundingBoxAscent,
      down: size.actualBoundingBoxDescent,
      boxUp: size.fontBoundingBoxAscent,
      boxDown: size.fontBoundingBoxDescent,
    };
  }

  interface Ink {
    readonly owner: Element;
    readonly text: string;
    readonly rect: DOMRect;
  }
  const inks: Ink[] = [];

  function readText(node: Text): void {
    const text = (node.nodeValue ?? '').trim();
    const owner = node.parentElement;
    if (text === '' || !owner || owner.closest('option') || !isSeen(owner)) return;
    const style = getComputedStyle(owner);
    const range = document.createRange();
    range.selectNodeContents(node);
    const ink = inkOf(text, style);
    const lineHeight = Number.parseFloat(style.lineHeight);
    const room = (lineHeight - ink.boxUp - ink.boxDown) / 2;
    if (tibetan.test(text) && (ink.up > ink.boxUp + room + slack || ink.down > ink.boxDown + room + slack)) {
      const need = (ink.up + ink.down) / Number.parseFloat(style.fontSize);
      found.add(`taller than its line (${need.toFixed(2)} em in ${style.lineHeight}): ${nameOf(owner)}`);
    }
    const seen = windowOf(owner);
    const shell = owner.closest('button, .tag, .badge, .message');
    for (const box of range.getClientRects()) {
      if (box.width === 0) continue;
      const rect = new DOMRect(box.left, box.top + ink.boxUp - ink.up, box.width, ink.up + ink.down);
      const isEllipsis = style.textOverflow === 'ellipsis' || owner.closest('.clip') !== null;
      if (rect.left < seen.left - slack || rect.right > seen.right + slack) {
        const whole = owner.closest('[title]')?.getAttribute('title') ?? '';
        if (!isEllipsis || !whole.includes(text)) found.add(`cut at the side: ${nameOf(owner)}`);
      }
      if (!seen.free && (rect.top < seen.top - slack || rect.bottom > seen.bottom + slack))
        found.add(`cut above or below: ${nameOf(owner)}`);
      if (shell) {
        const own = shell.getBoundingClientRect();
        if (rect.left < own.left - slack || rect.right > own.right + slack)
          found.add(`wider than its box: ${nameOf(shell)}`);
        if (rect.top < own.top - slack || rect.bottom > own.bottom + slack)
          found.add(`higher than its box: ${nameOf(shell)}`);
      }
      const top = Math.max(rect.top, seen.top);
      const bottom = Math.min(rect.bottom, seen.bottom);
      const left = Math.max(rect.left, seen.left);
      const right = Math.min(rect.right, seen.right);
      if (bottom > top && right > left)
        inks.push({ owner, text, rect: new DOMRect(left, top, right - left, bottom - top) });
    }
  }

  function readField(field: HTMLInputElement | HTMLSelectElement): void {
    if (!isSeen(field)) return;
    const text =
      field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.text ?? '') : field.value || field.placeholder;
    const style = getComputedStyle(field);
    const ink = inkOf(text, style);
    const sides = Number.parseFloat(style.paddingLeft) + Number.parseFloat(style.paddingRight);
    const arrow = field instanceof HTMLSelectElement && style.appearance !== 'none' ? 16 : 0;
    const isTyped = field instanceof HTMLInputElement && field.value !== '';
    if (!isTyped && ink.width + sides + arrow > field.clientWidth + slack && !field.title.includes(text))
      found.add(`its text is cut: ${field.name} ${nameOf(field)} ${text}`);
    if (ink.up + ink.down > field.clientHeight + slack) found.add(`its text is too tall: ${field.name} ${text}`);
  }

  function readBox(element: Element): void {
    const style = getComputedStyle(element);
    if (
      style.overflowX !== 'visible' &&
      style.textOverflow !== 'ellipsis' &&
      !element.matches('input, select, textarea')
    )
      if (
        element.scrollWidth > element.clientWidth + slack &&
        element.clientWidth > 0 &&
        !element.matches('[role="tablist"]')
      )
        found.add(`scrolls or is cut sideways: ${nameOf(element)}`);
    if (style.overflowY === 'hidden' && element.clientHeight > 0 && element.scrollHeight > element.clientHeight + slack)
      found.add(`cut below: ${nameOf(element)}`);
    if (!element.matches('button, input, select, textarea')) return;
    const rect = element.getBoundingClientRect();
    const seen = windowOf(element.parentElement ?? element);
    const isWide = rect.left >= seen.left - slack && rect.right <= seen.right + slack;
    const isHigh = seen.free || (rect.top >= seen.top - slack && rect.bottom <= seen.bottom + slack);
    if (!isWide || !isHigh) found.add(`a control is cut: ${nameOf(element)}`);
  }

  /** Without these nobody can take a call, and nobody looks for them below the fold. */
  const needed = [
    '.call-keys button',
    '.call-clock',
    '.prompt',
    '.prompt .button',
    '.search-box input',
    '.ticket-foot .button',
    '.wrap-up .button[data-kind="primary"]',
    '.idle-card .button',
    '[data-testid="line"]',
    '[data-testid="sync"]',
    '.sign-in-card button[type="submit"]',
  ];
  function readNeeded(element: Element): void {
    const rect = element.getBoundingClientRect();
    const seen = windowOf(element.parentElement ?? element);
    if (rect.top < seen.top - slack || rect.bottom > seen.bottom + slack)
      found.add(`not on the screen: ${nameOf(element)}`);
  }

  for (const element of document.body.querySelectorAll('*')) if (isSeen(element)) readBox(element);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) readText(walker.currentNode as Text);
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
    'input:not([type="checkbox"], [type="radio"]), select',
  ))
    readField(field);
  for (const element of document.querySelectorAll(needed.join(','))) if (isSeen(element)) readNeeded(element);
  /** What lies over a part that scrolls, such as a bar of buttons, covers it on purpose. */
  const layerOf = (element: Element): Element | null => {
    for (let box: Element | null = element; box; box = box.parentElement)
      if (/sticky|fixed/.test(getComputedStyle(box).position)) return box;
    return null;
  };
  inks.forEach((one, index) => {
    for (const other of inks.slice(index + 1)) {
      if (one.owner === other.owner) continue;
      const across = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const down = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      if (across > slack && down > slack + 0.5 && layerOf(one.owner) === layerOf(other.owner))
        found.add(`on top of each other: "${one.text.slice(0, 30)}" and "${other.text.slice(0, 30)}"`);
    }
  });
  return [...found];
}
