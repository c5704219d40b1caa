import { createServer } from 'node:http';
import pg from 'pg';

/**
 * The least that takes documents over HTTP into PostgreSQL: no tokens, signatures, checks or feed. One statement for a
 * request, committed before its answer. DATABASE_URL names an empty database.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
await pool.query('CREATE TABLE documents (seq bigserial, id text PRIMARY KEY, body text NOT NULL)');

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const done =
      request.method === 'POST' ? put(Buffer.concat(chunks)) : page(new URL(request.url ?? '', 'http://bare'));
    done.then(
      (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
      () => response.writeHead(500).end(),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(String(address.port));
});
process.stdin.on('end', () => process.exit(0)).resume();

async function put(body: Buffer): Promise<string> {
  const documents = JSON.parse(body.toString('utf8')) as { id: string; payload: string }[];
  await pool.query(
    'INSERT INTO documents (id, body) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (id) DO NOTHING',
    [documents.map(({ id }) => id), documents.map(({ payload }) => payload)],
  );
  return JSON.stringify(documents.map(({ id }) => id));
}

async function page(url: URL): Promise<string> {
  const { rows } = await pool.query('SELECT seq, id, body FROM documents WHERE seq > $1 ORDER BY seq LIMIT 1000', [
    url.searchParams.get('after') ?? '0',
  ]);
  return JSON.stringify(rows);
}
