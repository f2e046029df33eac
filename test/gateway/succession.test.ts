import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, openGateway, schemaOf, type TestGateway } from './support/gateway.ts';
import { openBooks, openPeople, type TestSubgraph } from './support/subgraph.ts';

let people: TestSubgraph;
let books: TestSubgraph;
const open: TestGateway[] = [];

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
});
afterAll(async () => {
  for (const gateway of open) await gateway.close();
  await Promise.all([people.close(), books.close()]);
});

it('a gateway takes the place of another: its port, and not the requests under way there', async () => {
  const first = await openGateway([people, books], { forwardHeaders: { people: ['x-generation'] } });
  open.push(first);
  const { arrived, answer } = people.hold();
  const slow = ask(first, '{ me { name } }');
  await arrived;

  const second = await openGateway([people, books], { after: first });
  open.push(second);
  expect([second.url, second.port]).toEqual([first.url, first.port]);
  const seen = async (): Promise<unknown> =>
    (await ask(first, '{ me { seen(header: "x-generation") } }', { headers: { 'x-generation': 'kept' } })).data;
  expect(await seen()).toEqual({ me: { seen: 'kept' } });
  second.enter();
  expect(await seen()).toEqual({ me: { seen: null } });

  const closing = first.close();
  expect((await fetch(`${second.url}/health/ready`)).status).toBe(200);
  answer(JSON.stringify({ data: { me: { name: 'Held' } } }));
  const { data, headers } = await slow;
  expect(data).toEqual({ me: { name: 'Held' } });
  expect(headers.get('connection')).not.toBe('close');
  await closing;
  expect(await seen()).toEqual({ me: { seen: null } });
});

it('requests of a gateway whose place was taken have more than the grace of a stop, until the process stops', async () => {
  const limits = { shutdownGrace: 1, requestTimeout: 60_000 };
  const first = await openGateway([people, books], { limits });
  open.push(first);
  const [one, other] = [people.hold(), books.hold()];
  const patient = ask(first, '{ me { name } }');
  const cancelled = ask(first, '{ newest { title } }');
  await Promise.all([one.arrived, other.arrived]);
  const second = await openGateway([people, books], { limits, after: first });
  open.push(second);
  second.enter();
  const closing = first.close();
  // All of these together take longer than the grace.
  for (let i = 0; i < 10; i++) await ask(second, '{ me { seen(header: "x") } }');
  one.answer(JSON.stringify({ data: { me: { name: 'Held' } } }));
  expect((await patient).data).toEqual({ me: { name: 'Held' } });
  first.hurry();
  expect((await cancelled).data).toEqual({ newest: null });
  await closing;
  other.answer('{}');
});

it('a gateway leaves alone whom the one before it left alone, unless the address is another', async () => {
  const schema = (suffix: string) => {
    const source = schemaOf([{ ...people, url: `${people.url}${suffix}` }, books]);
    const breaker = { failures: 50, calls: 2, window: 60_000, pause: 60_000 };
    return source.kind === 'subgraphs' ? { ...source, subgraphs: source.subgraphs.map((each) => ({ ...each, breaker })) } : source;
  };
  const first = await openGateway([], { schema: schema('') });
  open.push(first);
  people.misbehave((response) => response.writeHead(503).end());
  await ask(first, '{ me { name } }');
  await ask(first, '{ me { name } }');
  people.misbehave(undefined);
  const state = (gateway: TestGateway) => [...gateway.breakers()].find(({ subgraph }) => subgraph === 'people')?.state;
  expect(state(first)).toBe('open');

  const second = await openGateway([], { schema: schema(''), after: first });
  open.push(second);
  second.enter();
  await first.close();
  expect(state(second)).toBe('open');
  const calls = people.received.length;
  expect((await ask(second, '{ me { name } }')).errors[0]?.extensions['code']).toBe('SUBGRAPH_UNREACHABLE');
  expect(people.received).toHaveLength(calls);

  const third = await openGateway([], { schema: schema('?moved'), after: second });
  open.push(third);
  third.enter();
  await second.close();
  expect((await ask(third, '{ me { name } }')).data).toEqual({ me: { name: 'Ada' } });
});
