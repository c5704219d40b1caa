/** What the bench asks of PouchDB 9, whose published types are of an older Node. */
declare module 'pouchdb-core' {
  export interface Replicated {
    readonly docs_written: number;
  }

  export interface Database {
    bulkDocs(documents: readonly { readonly _id: string }[]): Promise<unknown>;
    destroy(): Promise<unknown>;
  }

  interface Pouch {
    new (name: string, options: { readonly adapter: 'memory' }): Database;
    plugin(plugin: unknown): Pouch;
    replicate(from: Database, to: Database, options: { readonly batch_size: number }): Promise<Replicated>;
  }

  const pouch: Pouch;
  export default pouch;
}

declare module 'pouchdb-adapter-memory' {
  const plugin: unknown;
  export default plugin;
}

declare module 'pouchdb-replication' {
  const plugin: unknown;
  export default plugin;
}
