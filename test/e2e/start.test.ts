import { rmSync } from 'node:fs';
import { createClient } from '@keyv/redis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { walkConsent } from '../../src/dev/consent/walk-consent.ts';
import { type Run, run } from '../support/program.ts';
import { makeFolder } from '../support/project-folder.ts';
import { ask } from './support/ask.ts';
import { joinQuery, type OwnParts, startOwnParts } from './support/own-parts.ts';

const redisUrl = inject('redisUrl');
const stores: readonly (readonly [string, string | null])[] = [
  ['a file', 'file:state/credentials.db'],
  ['Redis', redisUrl === null ? null : `${redisUrl}/8`],
];

describe.each(stores)('fedpass start on parts of its own, with its store in %s', (_what, store) => {
  if (store === null) {
    it.skip('(no Redis on this machine)', () => undefined);
    return;
  }
  let parts: OwnParts;
  let folder: string;
  let gateway: Run;
  let url: string;

  const start = async (): Promise<void> => {
    gateway = run(['start'], { cwd: folder, env: parts.env });
    url = (await gateway.line((line) => line.startsWith('fedpass serves '))).replace('fedpass serves ', '');
  };

  beforeAll(async () => {
    if (store.startsWith('redis:')) await emptied(store);
    parts = await startOwnParts();
    folder = makeFolder(parts.files(store));
    await start();
  });
  afterAll(async () => {
    await gateway.stop();
    await parts.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('listens where it was told, and says who has to give consent', async () => {
    expect(url).toBe(`http://127.0.0.1:${parts.port}/graphql`);
    expect((await fetch(`http://localhost:${parts.port}/health/ready`)).status).toBe(200);
    await expect.poll(() => gateway.out()).toMatch(/directory\/org waits for consent: http:\/\/localhost:\d+\/connect\?link=/);
  });

  it('answers what needs no consent, and says what does', async () => {
    const { data, errors, status } = await ask(url, joinQuery);
    expect(status).toBe(200);
    expect(data).toEqual({ order: { total: 42, tokenId: expect.any(String), customer: null } });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      // Nobody who asks the graph can connect what belongs to the organisation.
      { code: 'CONNECTION_UNAVAILABLE', subgraph: 'people', provider: 'directory', connection: 'org' },
    ]);
  });

  let ids: readonly unknown[];
  const tokenIds = async (): Promise<readonly unknown[]> => {
    const { data, errors } = await ask(url, joinQuery);
    expect(errors ?? []).toEqual([]);
    const order = data?.['order'] as { readonly tokenId: string; readonly customer: { readonly name: string; readonly tokenId: string } };
    expect(order.customer.name).toBe('Alice');
    return [order.tokenId, order.customer.tokenId];
  };

  it('joins both services once consent was given, each call with its own token, and fetches none twice', async () => {
    const [link = ''] = /http:\/\/localhost:\d+\/connect\?link=\S+/.exec(gateway.out()) ?? [];
    const walked = await walkConsent(link, [`http://localhost:${parts.port}`, parts.oauth.issuer]);
    expect(walked).toMatchObject({ kind: 'arrived', status: 200 });
    ids = await tokenIds();
    expect(new Set(ids).size).toBe(2);
    const requests = parts.oauth.tokenRequests.length;
    expect(await tokenIds()).toEqual(ids);
    expect(parts.oauth.tokenRequests).toHaveLength(requests);
  });

  it('forwards the headers that are named, and no others', async () => {
    const { data } = await ask(url, '{ customer(id: "1") { tenant: header(name: "X-Tenant") other: header(name: "X-Other") } }', {
      'x-tenant': 'blue',
      'x-other': 'red',
    });
    expect(data).toEqual({ customer: { tenant: 'blue', other: null } });
  });

  it('lets a request in flight end when it is told to stop, takes no other, and ends clean', async () => {
    const { reached, release } = parts.people.hold();
    const answer = ask(url, joinQuery);
    await reached;
    const ended = gateway.stop();
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'answers',
          () => 'refuses',
        ),
      )
      .toBe('refuses');
    release();
    expect((await answer).errors).toBeUndefined();
    const { status, err } = await ended;
    expect(status).toBe(0);
    expect(err).not.toMatch(/"level":"error"/);
  });

  it('knows its connections and their tokens after a restart', async () => {
    const requests = parts.oauth.tokenRequests.length;
    await start();
    expect(gateway.out()).not.toContain('waits for consent');
    expect(await tokenIds()).toEqual(ids);
    expect(parts.oauth.tokenRequests).toHaveLength(requests);
  });
});

async function emptied(url: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.flushDb();
  client.destroy();
}
