import { createServer } from 'node:http';
import { buildSchema, graphql, isObjectType } from 'graphql';
import type { Received } from './subgraph.ts';

/** A real service that speaks plain GraphQL and nothing of Federation. It remembers what it was sent. */
export interface PlainGraphql {
  readonly url: string;
  readonly received: Received[];
  /** The bodies that it was sent, as text. */
  queries(): readonly string[];
  close(): Promise<void>;
}

/** `resolvers` by `Type.field`; objects tell their type in `__typename`. */
export async function openPlainGraphql(
  sdl: string,
  resolvers: Readonly<Record<string, (parent: never, args: never) => unknown>>,
): Promise<PlainGraphql> {
  // Published schemas use directives that they do not define, and say some fields twice.
  const schema = buildSchema(sdl, { assumeValid: true, assumeValidSDL: true });
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type))
      for (const field of Object.values(type.getFields())) {
        const resolve = resolvers[`${type.name}.${field.name}`];
        if (resolve !== undefined) field.resolve = (parent, args) => resolve(parent as never, args as never);
      }
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders } = request;
      const body = Buffer.concat(chunks).toString();
      received.push({ method, url, headers, rawHeaders, body });
      const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
      graphql({ schema, source: query, variableValues: variables ?? null }).then(
        (result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    received,
    queries: () => received.map(({ body }) => (JSON.parse(body) as { query: string }).query),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
