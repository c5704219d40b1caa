import type Database from 'better-sqlite3';

export interface TrainingReport {
  /** How often the centre was told. */
  readonly reports: number;
  /** What it was told last, JSON. */
  readonly body: string;
}

export interface TrainingReportQueries {
  get(entryId: string): TrainingReport | undefined;
  put(entryId: string, report: TrainingReport): void;
}

export function createTrainingReportQueries(db: Database.Database): TrainingReportQueries {
  const get = db.prepare<[string], TrainingReport>('SELECT reports, body FROM training_reports WHERE entry_id = ?');
  const put = db.prepare<[string, number, string]>(
    `INSERT INTO training_reports (entry_id, reports, body) VALUES (?, ?, ?)
     ON CONFLICT (entry_id) DO UPDATE SET reports = excluded.reports, body = excluded.body`,
  );
  return {
    get: (entryId) => get.get(entryId),
    put: (entryId, { reports, body }) => void put.run(entryId, reports, body),
  };
}
