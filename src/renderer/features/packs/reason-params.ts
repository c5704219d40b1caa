import type { LineReason } from '../../../shared/content/line-reason.ts';

/** What the text of a reason shows; slots are written as in the line. */
export function reasonParams(params: LineReason['params']): Record<string, string | number> {
  const { slot, ...others } = params ?? {};
  return { ...others, ...(slot !== undefined && { slot: `{${String(slot)}}` }) };
}
