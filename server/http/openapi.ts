import { z } from 'zod';
import {
  deskMessageSchema,
  liveMessageSchema,
  mutationSchema,
  pullBodySchemas,
  wireErrorSchema,
} from '../../src/shared/sync/wire.ts';
import { type Endpoint, type Named, rolesOf } from './endpoint.ts';
import { endpoints, livePath } from './endpoints.ts';

type Json = Record<string, unknown>;

const wireError: Named = { name: 'WireError', schema: wireErrorSchema };

/** Schemas that no address names, because they travel inside of others: signed texts, bodies of items, live messages. */
const inside: readonly Named[] = [
  { name: 'Mutation', schema: mutationSchema },
  { name: 'LiveMessage', schema: liveMessageSchema },
  { name: 'DeskMessage', schema: deskMessageSchema },
  ...Object.entries(pullBodySchemas).map(([stream, schema]) => ({ name: `PullBody.${stream}`, schema })),
];

/** The OpenAPI 3.1 document of this build, made of the very schemas that check what comes in. */
export function openApiDocument(version: string): Json {
  const all: readonly Endpoint[] = Object.values(endpoints);
  return {
    openapi: '3.1.0',
    info: { title: 'Tashi Desk central server', version, description: 'docs/PROTOCOL.md says what it all means.' },
    paths: {
      ...Object.fromEntries(
        all.map((endpoint) => [endpoint.path, { [endpoint.method.toLowerCase()]: operation(endpoint) }]),
      ),
      [livePath]: { get: liveOperation },
    },
    components: {
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer' } },
      schemas: {
        ...schemasOf(
          all.flatMap(({ body }) => body ?? []),
          'input',
        ),
        ...schemasOf(
          [
            ...all.flatMap(({ answers }) =>
              Object.values(answers).flatMap((answer) => (answer === 'bytes' ? [] : (answer ?? []))),
            ),
            wireError,
          ],
          'output',
        ),
        ...schemasOf(inside, 'input'),
      },
    },
  };
}

function operation(endpoint: Endpoint): Json {
  const { summary, access, body, query, answers } = endpoint;
  const given = Object.entries(answers).map(([status, answer]) => [status, answerOf('As asked', answer)]);
  const refused = refusalsOf(endpoint).map((status) => [String(status), answerOf('Refused', wireError)]);
  return {
    summary,
    ...(access !== 'open' && { security: [{ accessToken: [] }], 'x-roles': rolesOf(access) }),
    ...(query && { parameters: parametersOf(query) }),
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    // What is given stands over what is refused: a health of 503 has the form of one.
    responses: Object.fromEntries([...refused, ...given]) as Json,
  };
}

/** Every status with which an address may say no. */
function refusalsOf({ access, body, refusals }: Endpoint): number[] {
  const ofBody = body ? [413, 415] : [];
  const ofAccess = access === 'open' ? [] : access === 'agent' ? [401] : [401, 403];
  return [...new Set([400, ...ofAccess, ...ofBody, ...refusals, 500, 503])].sort((a, b) => a - b);
}

const liveOperation: Json = {
  summary: 'Websocket: hints that something changed, and where agents stand',
  security: [{ accessToken: [] }],
  'x-messages': { fromServer: refTo('LiveMessage'), fromDesk: refTo('DeskMessage') },
  responses: { '101': { description: 'The channel is open' }, '401': answerOf('Refused', wireError) },
};

const bytes: Json = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };

function answerOf(description: string, answer: Named | 'bytes' | null): Json {
  if (answer === 'bytes') return { description, content: bytes };
  return answer ? { description, content: contentOf(answer) } : { description };
}

function contentOf({ name }: Named): Json {
  return { 'application/json': { schema: refTo(name) } };
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function parametersOf(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = jsonSchema(query, 'input');
  return Object.entries(properties as Json).map(([name, schema]) => ({
    ...{ name, in: 'query', schema },
    required: (required as string[]).includes(name),
  }));
}

function schemasOf(list: readonly Named[], io: 'input' | 'output'): Json {
  return Object.fromEntries(list.map(({ name, schema }) => [name, jsonSchema(schema, io)]));
}

/** What JSON Schema can't say, such as a rule between two fields, is left out. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' });
  return rest;
}
