import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, openGateway, type TestGateway } from './support/gateway.ts';
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

it('a gateway takes the place of another: its port, its breakers, and not the requests under way there', async () => {
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
