/** One step of the schema. Never edited once released: a change is a further step. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Run one after another in one transaction. Must suit PostgreSQL 15. */
  readonly statements: readonly string[];
  /**
   * Leads back to the version before, for the build before, without losing anything that was written since: what that
   * build does not know stays where it is, and the way up finds it again. Absent where there is no way back.
   */
  readonly down?: readonly string[];
}
