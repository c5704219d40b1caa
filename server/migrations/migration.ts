/** One step of the schema. Never edited once released: a change is a further step. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Run one after another in one transaction. Must suit PostgreSQL 15. */
  readonly statements: readonly string[];
}
