import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { SubgraphKind } from '../../../src/gateway/3-fetch/subgraph.ts';

/** What a subgraph was sent. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

/** Answers in place of the schema. */
export type Misbehaviour = (response: ServerResponse, received: Received) => void;

/** A real federation service on loopback that remembers what it was sent. */
export interface TestSubgraph {
  readonly name: string;
  /** `federation` without it. */
  readonly kind?: SubgraphKind;
  readonly sdl: string;
  readonly url: string;
  readonly received: Received[];
  /** From now on answers so; undefined: well again. */
  misbehave(how: Misbehaviour | undefined): void;
  /** Keeps the next request waiting. `arrived` resolves when it is there; `answer` lets it go. */
  hold(): { readonly arrived: Promise<void>; answer(body: string): void };
  close(): Promise<void>;
}

type Resolvers = Readonly<Record<string, Readonly<Record<string, (parent: never, args: never, context: never) => unknown>>>>;
type Module = Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>;

export async function openSubgraph(name: string, sdl: string, resolvers: Resolvers): Promise<TestSubgraph> {
  const schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as unknown as NonNullable<Module['resolvers']> });
  const received: Received[] = [];
  let how: Misbehaviour | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers, rawHeaders } = request;
      const each: Received = { method, url, headers, rawHeaders, body: Buffer.concat(chunks).toString() };
      received.push(each);
      if (how !== undefined) return how(response, each);
      const { query, variables, operationName } = JSON.parse(each.body) as { query: string; variables?: object; operationName?: string };
      graphql({ schema, source: query, variableValues: { ...variables }, operationName: operationName ?? null, contextValue: each }).then(
        (result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
        () => response.writeHead(500).end(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    name,
    sdl,
    url: `http://127.0.0.1:${port}/graphql`,
    received,
    misbehave: (next) => {
      how = next;
    },
    hold() {
      let held: ServerResponse | undefined;
      const arrived = new Promise<void>((resolve) => {
        how = (response) => {
          how = undefined;
          held = response;
          resolve();
        };
      });
      return { arrived, answer: (body) => held?.end(body) };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires"])\n';

/** People and the books they wrote: two services that share an entity. */
export const peopleSdl = `${link}
type Query { me: Person people: [Person!]! }
type Mutation { rename(name: String!): Person }
type Person @key(fields: "id") { id: ID! name: String! seen(header: String!): String }
`;
export const booksSdl = `${link}
type Query { newest: Book }
type Book { title: String! }
type Person @key(fields: "id") { id: ID! books: [Book!] }
`;

const names: Readonly<Record<string, string>> = { '1': 'Ada', '2': 'Grace' };
const written: Readonly<Record<string, readonly { title: string }[]>> = { '1': [{ title: 'Notes' }], '2': [{ title: 'Compilers' }] };

interface Parent {
  readonly id: string;
}

export const openPeople = (): Promise<TestSubgraph> =>
  openSubgraph('people', peopleSdl, {
    Query: { me: () => ({ id: '1' }), people: () => [{ id: '1' }, { id: '2' }] },
    Mutation: { rename: () => ({ id: '1' }) },
    Person: {
      name: ({ id }: Parent) => names[id],
      seen: (_parent: Parent, { header }: { header: string }, { headers }: Received) => headers[header.toLowerCase()] ?? null,
      __resolveReference: (reference: Parent) => reference,
    },
  });

export const openBooks = (): Promise<TestSubgraph> =>
  openSubgraph('books', booksSdl, {
    Query: { newest: () => ({ title: 'Compilers' }) },
    Person: { books: ({ id }: Parent) => written[id], __resolveReference: (reference: Parent) => reference },
  });
