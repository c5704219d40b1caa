import { tableFlow } from './table-flow.ts';

/** Asked who he is, an agent gives his number; pressed, he says why; a name is nowhere in it. */
export type NumberNotNameState = 'none' | 'given' | 'explained' | 'pressed';

export const numberNotName = tableFlow<NumberNotNameState>({
  governs: ['identity'],
  initial: 'none',
  rows: {
    none: { opens: ['identity.number'], on: { 'identity.number': 'given' } },
    given: { opens: ['identity.notName', 'identity.number'], on: { 'identity.notName': 'explained' } },
    explained: { opens: ['identity.pressed', 'identity.number'], on: { 'identity.pressed': 'pressed' } },
    pressed: { opens: ['identity.number'] },
  },
});
