import { afterAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { connectionRecord, orphanRecord } from '../../../src/credentials/store/keys.ts';
import { openRedisStore } from '../../../src/credentials/store/redis.ts';
import { type Store, StoreError } from '../../../src/credentials/store/store.ts';
import { breakableStore, holdingTransport } from '../support/disturbances.ts';
import { asGateway, type Bench, bench, consentTo } from '../support/manager.ts';
import { rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { clientCredentialsProvider, codeProvider } from '../support/settings.ts';
import { stores } from '../support/stores.ts';
import { type Answer, json, startTokenEndpoint, text } from '../support/token-endpoint.ts';

const endpoint = await startTokenEndpoint();
afterAll(() => endpoint.close());
let provider = rotatingProvider();
beforeEach(() => {
  provider = rotatingProvider();
  endpoint.answer(provider.answer);
  endpoint.seen.length = 0;
});

const files = codeProvider(endpoint.origin);
const at = asGateway('files');
const id = { provider: 'files', connection: 'org' };
const HOUR = 3_600_000;

describe.each(stores)('on %s', (_store, open) => {
  /** A manager whose connection has its first token, which is over. */
  async function connected(on?: Bench, over: Parameters<Bench['manager']>[1] = {}) {
    const desk = on ?? (await bench(open));
    const manager = await desk.manager([files], over);
    if ((await manager.show('files', 'org'))?.state.phase === 'unauthorized') await consentTo(manager, 'files', straightBack);
    desk.clock.advance(HOUR);
    return { ...desk, desk, one: manager };
  }

  describe('R4: what breaks a connection, and what does not', () => {
    test.each<[string, Answer, string]>([
      ['HTML', text('<h1>hello</h1>'), 'PROVIDER_DOWN'],
      ['nothing', text(''), 'PROVIDER_DOWN'],
      ['400 without an OAuth error', text('bad', 400), 'PROVIDER_DOWN'],
      ['404', text('<h1>no</h1>', 404), 'PROVIDER_DOWN'],
      ['500', text('', 500), 'PROVIDER_DOWN'],
      ['503 naming invalid_grant', json({ error: 'invalid_grant' }, 503), 'PROVIDER_DOWN'],
      ['429', json({}, 429, { 'retry-after': '5' }), 'PROVIDER_DOWN'],
      ['a redirect', (response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'PROVIDER_DOWN'],
      ['invalid_client', json({ error: 'invalid_client' }, 401), 'CONNECTION_UNAVAILABLE'],
      ['invalid_scope', json({ error: 'invalid_scope' }, 400), 'CONNECTION_UNAVAILABLE'],
      ['unauthorized_client', json({ error: 'unauthorized_client' }, 400), 'CONNECTION_UNAVAILABLE'],
    ])('%s does not', async (_, answer, code) => {
      const { one, clock } = await connected();
      endpoint.answer(answer);
      await expect(one.get(at)).rejects.toMatchObject({ code });
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'ready' } });
      endpoint.answer(provider.answer);
      clock.advance(5_000);
      expect((await one.get(at)).accessToken.reveal()).toBe('canary-access-2');
    });

    test('invalid_grant does, when nobody else renewed meanwhile', async () => {
      const { one } = await connected();
      provider.revoke();
      await expect(one.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'broken', reason: 'refused', mendBy: 'consent' } });
    });

    test('invalid_grant does not, when the store has something newer', async () => {
      const { transport, back } = holdingTransport();
      const { desk, one } = await connected(undefined, { transport });
      provider.revoke();
      const first = one.get(at);
      await back.reached;
      const two = await desk.manager([files]);
      await consentTo(two, 'files', straightBack);
      back.open();
      expect((await first).accessToken.reveal()).toBe('canary-access-2');
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, consentEpoch: 2 });
    });

    test.each([{}, { refresh_token: '' }, { refresh_token: null }])('an answer with %j keeps the old refresh token', async (more) => {
      const { one, clock } = await connected();
      endpoint.answer(json({ access_token: 'canary-x', token_type: 'Bearer', expires_in: 3_600, ...more }));
      for (let turn = 0; turn < 2; turn++) {
        await one.get(at);
        clock.advance(HOUR);
      }
      expect(endpoint.seen.slice(1).map(({ form }) => form.get('refresh_token'))).toEqual(['canary-refresh-1', 'canary-refresh-1']);
    });

    test('no refresh token at all: used until its end, then a consent is needed', async () => {
      endpoint.answer(json({ access_token: 'canary-x', token_type: 'Bearer', expires_in: 7_200 }));
      const { one, clock } = await connected();
      clock.advance(HOUR - 1);
      const token = await one.get(at);
      one.invalidate({ ...at, token });
      expect((await one.get(at)).generation).toBe(1);
      clock.advance(1);
      await expect(one.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED', detail: expect.stringContaining('no refresh token') });
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'broken', reason: 'ended' } });
      expect(endpoint.seen).toHaveLength(1);
    });
  });

  describe('R5: the store fails', () => {
    test('at the save: the token is served from memory, and saved when the store is back', async () => {
      const desk = await bench(open);
      const flaky = breakableStore(desk.store);
      const { one, clock } = await connected(desk, {
        store: flaky.store,
        transport: async (request) => {
          const answer = await httpTransport(request);
          if (request.body?.includes('grant_type=refresh_token')) flaky.down = true;
          return answer;
        },
      });
      const token = await one.get(at);
      expect(token.accessToken.reveal()).toBe('canary-access-2');
      expect(one.peek(at)).toBe(token);
      expect(desk.lines.join()).toContain('kept in memory');
      flaky.down = false;
      const two = await desk.manager([files]);
      await vi.waitFor(async () => expect((await two.show('files', 'org'))?.state.phase).toBe('ready'));
      expect((await two.get(at)).accessToken.reveal()).toBe('canary-access-2');
      clock.advance(HOUR);
      expect((await two.get(at)).accessToken.reveal()).toBe('canary-access-3');
    });

    test('a write whose acknowledgement was lost is found and not taken for another process', async () => {
      const desk = await bench(open);
      let lose = false;
      const lossy: Store = {
        ...desk.store,
        async compareAndSwap(key, expected, value, options) {
          const swap = await desk.store.compareAndSwap(key, expected, value, options);
          if (lose && options?.fence === undefined && key === connectionRecord(id).key) {
            lose = false;
            throw new StoreError('store/timeout', 'too late');
          }
          return swap;
        },
      };
      const { one } = await connected(desk, { store: lossy });
      lose = true;
      await one.get(at);
      await vi.waitFor(() => expect(desk.lines.join()).toContain('in memory only is saved'));
      expect((await desk.store.read(orphanRecord(id).key)).value).toBeUndefined();
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, generation: 2 });
    });

    test('before the call: nothing is sent', async () => {
      const desk = await bench(open);
      const flaky = breakableStore(desk.store);
      const { one } = await connected(desk, { store: flaky.store });
      flaky.down = true;
      await expect(one.get(at)).rejects.toMatchObject({
        code: 'CONNECTION_UNAVAILABLE',
        detail: expect.stringContaining('cannot be reached'),
      });
      expect(provider.sent).toEqual([]);
      expect(await one.list()).toMatchObject([{ state: { phase: 'unknown' } }]);
    });

    test('R9: client credentials do without the store', async () => {
      const desk = await bench(open);
      const flaky = breakableStore(desk.store);
      endpoint.answer(json({ access_token: 'canary-x', token_type: 'Bearer', expires_in: 3_600 }));
      const one = await desk.manager([clientCredentialsProvider(endpoint.url)], { store: flaky.store });
      flaky.down = true;
      const crm = asGateway('crm');
      const token = await one.get(crm);
      expect(one.peek(crm)).toBe(token);
      desk.clock.advance(HOUR);
      expect(await one.get(crm)).toMatchObject({ generation: 2 });
    });
  });

  describe('R8: what other processes do', () => {
    test('a token that another process replaced is not served any more', async () => {
      const { desk, one, clock } = await connected();
      const two = await desk.manager([files]);
      const [mine] = [await one.get(at), await two.get(at)];
      await consentTo(two, 'files', straightBack);
      await vi.waitFor(() => expect(one.peek(at)).toBeUndefined());
      expect((await one.get(at)).generation).toBe(mine.generation + 1);
      clock.advance(1);
    });

    test('without the store for a minute, consented tokens in memory are not served', async () => {
      const desk = await bench(open);
      let down = false;
      const flaky: Store = {
        ...desk.store,
        async changesSince(seq) {
          if (down) throw new StoreError('store/unreachable', 'gone');
          return desk.store.changesSince(seq);
        },
        async read(key) {
          if (down) throw new StoreError('store/unreachable', 'gone');
          return desk.store.read(key);
        },
      };
      const { one, clock } = await connected(desk, { store: flaky });
      const token = await one.get(at);
      down = true;
      clock.advance(60_000);
      expect(one.peek(at)).toBe(token);
      clock.advance(1);
      expect(one.peek(at)).toBeUndefined();
      await expect(one.get(at)).rejects.toMatchObject({ code: 'CONNECTION_UNAVAILABLE' });
      down = false;
      expect((await one.get(at)).generation).toBe(token.generation);
    });
  });

  describe('waiting', () => {
    test('a caller who stops waiting stops nobody else', async () => {
      const { transport, back } = holdingTransport();
      const { one } = await connected(undefined, { transport });
      const leaving = new AbortController();
      const first = one.get(at, leaving.signal);
      const second = one.get(at);
      await back.reached;
      leaving.abort(new Error('gone'));
      await expect(first).rejects.toMatchObject({ name: 'CredentialError' });
      back.open();
      await expect(second).resolves.toBeDefined();
      expect(provider.sent).toHaveLength(1);
    });

    test('Retry-After is kept', async () => {
      const { one, clock } = await connected();
      endpoint.answer(json({}, 503, { 'retry-after': '90' }));
      await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
      const asked = endpoint.seen.length;
      clock.advance(89_999);
      await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
      expect(endpoint.seen).toHaveLength(asked);
      clock.advance(1);
      endpoint.answer(provider.answer);
      await expect(one.get(at)).resolves.toBeDefined();
    });

    test('stopping waits for a save under way', async () => {
      const { transport, back } = holdingTransport();
      const { desk, one } = await connected(undefined, { transport });
      const token = one.get(at);
      await back.reached;
      const stopped = one.stop();
      back.open();
      await stopped;
      await token;
      const two = await desk.manager([files]);
      expect(await two.show('files', 'org')).toMatchObject({ state: { phase: 'ready' }, generation: 2 });
    });
  });
});

const redisUrl = inject('redisUrl');
describe.skipIf(redisUrl === null)('on Redis', () => {
  test('three processes, each with a client of its own, send each refresh token once', async () => {
    const namespace = `protocol-${process.pid}`;
    const open = () => openRedisStore(redisUrl ?? '', { namespace });
    const desk = await bench(open);
    const others = [await open(), await open()];
    const managers = [await desk.manager([files]), ...(await Promise.all(others.map((store) => desk.manager([files], { store }))))];
    const [first] = managers;
    if (first === undefined) throw new Error('no manager');
    await consentTo(first, 'files', straightBack);
    for (let round = 0; round < 5; round++) {
      desk.clock.advance(HOUR);
      const tokens = await Promise.all(managers.flatMap((manager) => Array.from({ length: 20 }, () => manager.get(at))));
      expect(new Set(tokens.map((token) => token.accessToken.reveal()))).toEqual(new Set([`canary-access-${round + 2}`]));
    }
    expect(provider.sent).toEqual([1, 2, 3, 4, 5].map((number) => `canary-refresh-${number}`));
    for (const manager of managers) await manager.stop();
    for (const store of others) await store.close();
  });
});
