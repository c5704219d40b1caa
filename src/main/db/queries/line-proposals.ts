import type Database from 'better-sqlite3';
import type { CallerLanguage } from '../../../shared/domain/language.ts';
import {
  stateOf,
  type ApprovedLine,
  type LineProposal,
  type ProposalState,
  type PublishedLine,
} from '../../../shared/domain/line-proposal.ts';
import type { MomentId } from '../../../shared/domain/moment.ts';
import type { Phrase } from '../../../shared/domain/phrase.ts';

/** The body of a proposal is as it counts at this machine; `phrase` stands beside it where it was approved. */
export interface LineProposalQueries {
  get(id: string): LineProposal | undefined;
  /** As the centre told of it last; undefined while it has not. */
  published(id: string): PublishedLine | undefined;
  put(line: PublishedLine): void;
  putPublished(line: PublishedLine, pass: number): void;
  drop(id: string): void;
  /** Forgets what the centre told of in an earlier pass only. */
  dropBefore(pass: number): void;
  /** Newest first. */
  ofLine(lang: CallerLanguage, moment: MomentId): LineProposal[];
  /** Of a state, those that were proposed last first. */
  inState(state: ProposalState, limit: number): LineProposal[];
  /** Of each line the newest that was approved. */
  approved(): ApprovedLine[];
}

type Bound = [string, string, string, number, string, string | null, string | null, string];

export function createLineProposalQueries(db: Database.Database): LineProposalQueries {
  const get = db.prepare<[string], string>('SELECT body FROM line_proposals WHERE id = ?').pluck();
  const published = db.prepare<[string], string | null>('SELECT published FROM line_proposals WHERE id = ?').pluck();
  const put = db.prepare<Bound>(
    `INSERT INTO line_proposals (id, lang, moment, proposed_at, state, recording, phrase, body)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, phrase = excluded.phrase, body = excluded.body`,
  );
  const tell = db.prepare<[string, number, string]>('UPDATE line_proposals SET published = ?, pass = ? WHERE id = ?');
  const drop = db.prepare<[string]>('DELETE FROM line_proposals WHERE id = ?');
  const dropBefore = db.prepare<[number]>('DELETE FROM line_proposals WHERE published IS NOT NULL AND pass < ?');
  const parse = (body: string): LineProposal => JSON.parse(body) as LineProposal;
  const write = ({ phrase, ...proposal }: PublishedLine): void => {
    const { id, lang, moment, proposedAt, recording } = proposal;
    const line = phrase ? JSON.stringify(phrase) : null;
    const body = JSON.stringify(proposal);
    put.run(id, lang, moment, proposedAt, stateOf(proposal), recording ?? null, line, body);
  };
  return {
    get: (id) => {
      const body = get.get(id);
      return body === undefined ? undefined : parse(body);
    },
    published: (id) => {
      const body = published.get(id);
      return body === undefined || body === null ? undefined : (JSON.parse(body) as PublishedLine);
    },
    put: write,
    putPublished: (line, pass) => void tell.run(JSON.stringify(line), pass, line.id),
    drop: (id) => void drop.run(id),
    dropBefore: (pass) => void dropBefore.run(pass),
    ...createProposalLists(db, parse),
  };
}

function createProposalLists(
  db: Database.Database,
  parse: (body: string) => LineProposal,
): Pick<LineProposalQueries, 'ofLine' | 'inState' | 'approved'> {
  const ofLine = db
    .prepare<[string, string], string>(
      'SELECT body FROM line_proposals WHERE lang = ? AND moment = ? ORDER BY proposed_at DESC, id DESC',
    )
    .pluck();
  const inState = db
    .prepare<[string, number], string>(
      'SELECT body FROM line_proposals WHERE state = ? ORDER BY proposed_at DESC, id DESC LIMIT ?',
    )
    .pluck();
  const approved = db.prepare<[], { lang: CallerLanguage; phrase: string }>(
    `SELECT lang, phrase, max(json_extract(phrase, '$.version')) FROM line_proposals
      WHERE phrase IS NOT NULL GROUP BY lang, moment ORDER BY lang, moment`,
  );
  return {
    ofLine: (lang, moment) => ofLine.all(lang, moment).map(parse),
    inState: (state, limit) => inState.all(state, limit).map(parse),
    approved: () => approved.all().map(({ lang, phrase }) => ({ lang, phrase: JSON.parse(phrase) as Phrase })),
  };
}
