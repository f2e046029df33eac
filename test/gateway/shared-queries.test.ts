import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ServeOptions } from '../../src/gateway/serve.ts';
import { next } from '../../src/runtime/handler.ts';
import { testCredentials, withToken } from './support/credentials.ts';
import { ask, type GraphqlAnswer, handler, handlers, openGateway, type TestGateway } from './support/gateway.ts';
import { openBooks, type TestSubgraph } from './support/subgraph.ts';

let books: TestSubgraph;
let gateway: TestGateway;
/** How often `global.xml` ran. */
let entered: number;
let both: () => void;

beforeAll(async () => {
  books = await openBooks();
});
afterAll(() => books.close());
beforeEach(() => {
  entered = 0;
  books.received.length = 0;
});
afterEach(async () => {
  books.misbehave(undefined);
  await gateway.close();
});

/** A gateway whose subgraph answers nobody before two requests are in. */
async function serving(settings: Partial<ServeOptions> = {}, ofBooks = handler({})): Promise<void> {
  const global = handler({
    inbound: () => {
      if (++entered === 2) both();
      return next;
    },
  });
  gateway = await openGateway([books], { shareQueries: true, handlers: handlers({ global, books: ofBooks }), ...settings });
}

/** Two requests at once, and their answers. The call of the first is held until the second is in, and some turns longer. */
async function two(first: () => Promise<GraphqlAnswer>, second: () => Promise<GraphqlAnswer>): Promise<readonly GraphqlAnswer[]> {
  const inside = new Promise<void>((resolve) => {
    both = resolve;
  });
  const held = books.hold();
  const answers = [first()];
  await held.arrived;
  answers.push(second());
  await inside;
  // What is not shared arrives on its own; what is shared adds nothing, however long one waits.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  held.answer('{"data":{"newest":{"title":"held"}}}');
  return Promise.all(answers);
}

const titles = (answers: readonly GraphqlAnswer[]): readonly unknown[] =>
  answers.map(({ data }) => (data as { readonly newest: { readonly title: string } | null } | null)?.newest?.title);
const query = '{ newest { title } }';

describe('equal queries of one caller', () => {
  it('are answered once, and global.xml has run for each', async () => {
    await serving();
    const answers = await two(
      () => ask(gateway, query),
      () => ask(gateway, query),
    );
    expect(titles(answers)).toEqual(['held', 'held']);
    expect([entered, books.received.length]).toEqual([2, 1]);
    // Each is a request of its own all the same.
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(2);
    expect(titles([await ask(gateway, query)])).toEqual(['Compilers']);
  });

  it('are answered each for itself unless that is asked for', async () => {
    await serving({ shareQueries: false });
    const answers = await two(
      () => ask(gateway, query),
      () => ask(gateway, query),
    );
    expect(titles(answers)).toEqual(['held', 'Compilers']);
  });

  it('go on when the first of them leaves', async () => {
    await serving();
    const leaving = new AbortController();
    const [, second] = await two(
      () => ask(gateway, query, { signal: leaving.signal }).catch(() => ({ data: null }) as GraphqlAnswer),
      () => {
        const asked = ask(gateway, query);
        const enter = both;
        both = () => {
          leaving.abort();
          enter();
        };
        return asked;
      },
    );
    expect(second && titles([second])).toEqual(['held']);
  });

  const differing: readonly (readonly [what: string, () => Promise<GraphqlAnswer>])[] = [
    ['a header', () => ask(gateway, query, { headers: { 'accept-language': 'de' } })],
    ['a credential', () => ask(gateway, query, { headers: { authorization: 'Bearer other' } })],
    ['variables', () => ask(gateway, query, { variables: { a: 1 } })],
    ['the text', () => ask(gateway, '{ newest { title } } # mine')],
  ];
  it.each(differing)('are no equal ones when they differ in %s', async (_what, other) => {
    await serving();
    expect(titles(await two(() => ask(gateway, query), other))).toEqual(['held', 'Compilers']);
  });

  it('are no equal ones of two users', async () => {
    const userOf = async (bearer: { reveal(): string }) => ({
      id: bearer.reveal(),
      email: null,
      firstName: null,
      lastName: null,
      note: null,
      registrationDate: 0,
      groups: [],
      identities: [],
    });
    let turn = 0;
    // The same token stands for somebody else a moment later.
    await serving({
      callers: {
        userOf: async (bearer) => ({ user: { ...(await userOf(bearer)), id: String(turn++) }, claims: {} }),
        subscriptionOf: () => null,
      },
    });
    const asUser = () => ask(gateway, query, { headers: { authorization: 'Bearer one' } });
    expect(titles(await two(asUser, asUser))).toEqual(['held', 'Compilers']);
  });

  it('never share an answer that tells its caller how to connect something of his own', async () => {
    const credentials = testCredentials();
    let asked = 0;
    const offer = { connectUrl: 'https://gateway.example/connect/demo', missingScopes: [] };
    let release: () => void = () => undefined;
    const open = new Promise<void>((resolve) => {
      release = resolve;
    });
    await serving(
      {
        credentials: {
          ...credentials,
          get(request, signal) {
            asked++;
            return credentials.get(request, signal);
          },
        },
      },
      handler({
        inbound: async (x) => {
          await open;
          return withToken()(x);
        },
      }),
    );
    const inside = new Promise<void>((resolve) => {
      both = resolve;
    });
    credentials.fail('CONNECTION_REQUIRED', { offer });
    const answers = [ask(gateway, query), ask(gateway, query)];
    await inside;
    release();
    for (const answer of await Promise.all(answers)) {
      expect(answer.errors[0]?.extensions).toMatchObject(offer);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    // Each was answered for itself.
    expect(asked).toBe(2);
  });
});
