import type { ReactNode } from 'react';
import type { DiffPiece } from '../../../shared/text/word-diff.ts';

export interface PiecesProps {
  readonly kind: 'before' | 'after';
  readonly pieces: readonly DiffPiece[];
}

/** One side of a comparison, with what only this side has marked as gone or as new. */
export function Pieces({ pieces, kind }: PiecesProps): ReactNode {
  return pieces.map((piece, index) => {
    if (!piece.isChanged) return <span key={index}>{piece.text}</span>;
    return kind === 'before' ? <del key={index}>{piece.text}</del> : <ins key={index}>{piece.text}</ins>;
  });
}
