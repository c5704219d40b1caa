import type { CallOptions } from '../../shared/domain/call-options.ts';
import type { Colleague } from '../../shared/domain/colleague.ts';
import type { CallerLanguage } from '../../shared/domain/language.ts';
import type { HandOverPlace } from '../features/softphone/hand-over-sheet.tsx';
import { labelIn } from '../features/tickets/labels.ts';

type Targets = Pick<CallOptions, 'transferTargets'>;

export interface Directory {
  readonly colleagues: readonly Colleague[];
  /** How a colleague is called: by his number. */
  readonly nameOf: (colleague: Colleague) => string;
  /** Nobody has an account of his own on the exchange of practice: there the number is the line. */
  readonly isPractice: boolean;
}

/** Where a call can go: those who speak the caller's language first, of these whoever is ready. */
export function handOverPlaces(
  { transferTargets }: Targets,
  { colleagues, nameOf, isPractice }: Directory,
  language: CallerLanguage,
  locale: string,
): HandOverPlace[] {
  const people = new Map<string, Colleague>();
  for (const colleague of colleagues) {
    const line = colleague.extension ?? (isPractice ? colleague.agentNo : undefined);
    if (line !== undefined) people.set(line, colleague);
  }
  const targets = transferTargets.map(({ address, label, kind, languages }): HandOverPlace => {
    const person = people.get(address);
    people.delete(address);
    const name = labelIn(label, locale);
    const place = { address, kind, languages, name, isFitting: languages.includes(language) };
    return person ? { ...place, presence: person.kind } : place;
  });
  const others = [...people].map(([address, person]): HandOverPlace => {
    const { languages, role } = person;
    const kind = role === 'leader' ? 'leader' : 'colleague';
    const isFitting = languages.includes(language);
    return { address, kind, languages, name: nameOf(person), isFitting, presence: person.kind };
  });
  return [...targets, ...others].sort((a, b) => rank(a) - rank(b));
}

function rank({ isFitting, presence }: HandOverPlace): number {
  return (isFitting ? 0 : 10) + presenceRank(presence);
}

/** A queue is always there; of people whoever could take the call now comes first, whoever is not here last. */
function presenceRank(presence: HandOverPlace['presence']): number {
  if (presence === undefined || presence === 'READY') return 0;
  return presence === 'OFFLINE' ? 2 : 1;
}

/** How the centre calls an address; the address itself where it has no name. */
export function placeName({ transferTargets }: Targets, address: string, locale: string): string {
  const known = transferTargets.find((entry) => entry.address === address);
  return known ? labelIn(known.label, locale) : address;
}
