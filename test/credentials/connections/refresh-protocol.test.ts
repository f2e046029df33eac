import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { httpTransport } from '../../../src/credentials/grants/http-transport.ts';
import { type TokenTransport, TransportError } from '../../../src/credentials/grants/transport.ts';
import { connectionRecord, orphanRecord } from '../../../src/credentials/store/keys.ts';
import type { Store } from '../../../src/credentials/store/store.ts';
import { dyingTransport, failingTransport, holdingTransport } from '../support/disturbances.ts';
import { asGateway, type Bench, bench, consentTo } from '../support/manager.ts';
import { gate, rotatingProvider, straightBack } from '../support/rotating-provider.ts';
import { codeProvider } from '../support/settings.ts';
import { stores } from '../support/stores.ts';
import { startTokenEndpoint } from '../support/token-endpoint.ts';

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
/** Call timeout 10 s, save budget 5 s, margin 2 s: the defaults. */
const UNTIL_REPLAY = 17_000;

describe.each(stores)('on %s', (_store, open) => {
  /** A manager whose connection has its first token, which is over. */
  async function connected(on?: Bench, over: Parameters<Bench['manager']>[1] = {}) {
    const desk = on ?? (await bench(open));
    const manager = await desk.manager([files], over);
    if ((await manager.show('files', 'org'))?.state.phase === 'unauthorized') await consentTo(manager, 'files', straightBack);
    desk.clock.advance(HOUR);
    return { ...desk, desk, one: manager };
  }

  describe('R1: the intent comes before the call, the save before the use', () => {
    test('while the refresh token is on its way, the store says so', async () => {
      const states: (string | undefined)[] = [];
      const { one } = await connected(undefined, {
        transport: async (request) => {
          if (request.body?.includes('refresh_token')) states.push((await one.show('files', 'org'))?.state.phase);
          return httpTransport(request);
        },
      });
      await one.get(at);
      expect(states).toEqual(['refreshing']);
      expect((await one.show('files', 'org'))?.state.phase).toBe('ready');
    });

    test('nobody has the new token before it is saved', async () => {
      const desk = await bench(open);
      const saving = gate();
      let hold = false;
      const slow: Store = {
        ...desk.store,
        async compareAndSwap(key, expected, value, options) {
          if (hold && key.startsWith('connection/') && options?.fence === undefined) await saving.pass();
          return desk.store.compareAndSwap(key, expected, value, options);
        },
      };
      const { one } = await connected(desk, { store: slow });
      hold = true;
      let got = false;
      const token = one.get(at).then((value) => {
        got = true;
        return value;
      });
      await saving.reached;
      await new Promise((resolve) => setImmediate(resolve));
      expect(provider.sent).toHaveLength(1);
      expect([got, one.peek(at)]).toEqual([false, undefined]);
      saving.open();
      expect((await token).accessToken.reveal()).toBe('canary-access-2');
      expect(one.peek(at)).toBe(await token);
    });

    test('another process waits for the answer and asks nothing itself', async () => {
      const { transport, back } = holdingTransport();
      const { desk, one } = await connected(undefined, { transport });
      const two = await desk.manager([files]);
      const first = one.get(at);
      await back.reached;
      const second = two.get(at);
      await vi.waitFor(async () => expect((await two.show('files', 'org'))?.state.phase).toBe('refreshing'));
      back.open();
      expect((await second).accessToken.reveal()).toBe((await first).accessToken.reveal());
      expect(provider.sent).toEqual(['canary-refresh-1']);
    });

    test('whoever lost the lease while it slept does not begin: its intent is fenced off', async () => {
      const desk = await bench(open);
      const asleep = gate();
      let fenced = 0;
      let sleepy = false;
      const drowsy: Store = {
        ...desk.store,
        async now() {
          const now = await desk.store.now();
          if (sleepy) {
            sleepy = false;
            await asleep.pass();
          }
          return now;
        },
        async compareAndSwap(...args) {
          const swap = await desk.store.compareAndSwap(...args);
          if (swap.kind === 'fenced') fenced++;
          return swap;
        },
      };
      const { one, clock } = await connected(desk, { store: drowsy });
      sleepy = true;
      const first = one.get(at);
      await asleep.reached;
      clock.advance(UNTIL_REPLAY + 1);
      const epoch = await desk.store.acquireLease('renew/{files/org}', 'another process', 60_000);
      asleep.open();
      await vi.waitFor(() => expect(fenced).toBe(1));
      expect(provider.sent).toEqual([]);
      await desk.store.releaseLease('renew/{files/org}', epoch ?? 0);
      expect((await first).accessToken.reveal()).toBe('canary-access-2');
      expect(provider.sent).toHaveLength(1);
    });

    test('no call begins that the lease would not cover', async () => {
      const desk = await bench(open);
      let slow = false;
      const late: Store = {
        ...desk.store,
        async compareAndSwap(key, expected, value, options) {
          if (slow && options?.fence !== undefined) {
            slow = false;
            desk.clock.advance(3_000);
          }
          return desk.store.compareAndSwap(key, expected, value, options);
        },
      };
      const { one } = await connected(desk, { store: late });
      slow = true;
      await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN', detail: expect.stringContaining('lease') });
      expect(provider.sent).toEqual([]);
      desk.clock.advance(1_000);
      await expect(one.get(at)).resolves.toBeDefined();
    });
  });

  describe('R2: an answer that comes too late is not dropped', () => {
    test('it waits for the one who is refused because of it', async () => {
      const { transport, back } = holdingTransport();
      const replay = holdingTransport();
      const { desk, one, clock } = await connected(undefined, { transport });
      const two = await desk.manager([files], { transport: replay.transport });
      const first = one.get(at);
      await back.reached;
      clock.advance(UNTIL_REPLAY);
      const second = two.get(at);
      await replay.back.reached;
      // The provider has refused the replay by now, and the first answer comes in.
      back.open();
      await vi.waitFor(async () => expect((await desk.store.read(orphanRecord(id).key)).value).toBeDefined());
      replay.back.open();
      expect((await second).accessToken.reveal()).toBe('canary-access-2');
      expect((await first).accessToken.reveal()).toBe('canary-access-2');
      expect(provider.sent).toEqual(['canary-refresh-1', 'canary-refresh-1']);
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'ready' } });
      expect((await desk.store.read(orphanRecord(id).key)).value).toBeUndefined();
    });

    test('it mends a connection that was given up because of it', async () => {
      const { transport, back } = holdingTransport();
      const { desk, one, clock } = await connected(undefined, { transport });
      const two = await desk.manager([files]);
      const first = one.get(at);
      await back.reached;
      clock.advance(UNTIL_REPLAY);
      await expect(two.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
      expect(await two.show('files', 'org')).toMatchObject({ state: { phase: 'broken', reason: 'refused' } });
      back.open();
      expect((await first).accessToken.reveal()).toBe('canary-access-2');
      expect((await two.get(at)).accessToken.reveal()).toBe('canary-access-2');
    });

    test('it does not replace what a new consent brought', async () => {
      const { transport, back } = holdingTransport();
      const { desk, one } = await connected(undefined, { transport });
      const two = await desk.manager([files]);
      const first = one.get(at);
      await back.reached;
      expect(await consentTo(two, 'files', straightBack)).toMatchObject({ kind: 'connected' });
      const fresh = await two.get(at);
      back.open();
      expect((await first).accessToken.reveal()).toBe(fresh.accessToken.reveal());
      expect((await desk.store.read(orphanRecord(id).key)).value).toBeUndefined();
      expect(desk.lines.join()).toContain('belongs to an earlier consent');
    });

    test('it does not bring back a connection that was removed', async () => {
      const { transport, back } = holdingTransport();
      const { desk, one } = await connected(undefined, { transport });
      const first = one.get(at).catch((error: unknown) => error);
      await back.reached;
      await desk.store.delete(connectionRecord(id).key);
      back.open();
      expect(await first).toMatchObject({ code: 'CONNECTION_REQUIRED' });
      expect(await one.show('files', 'org')).toMatchObject({ state: { phase: 'unauthorized' } });
    });
  });

  describe('R3: not sent, and sent without answer', () => {
    test('what was not sent is tried again as often as it takes', async () => {
      const { one, clock } = await connected(undefined, { transport: failingTransport('not-sent', 'not-sent', 'not-sent', 'not-sent') });
      for (let turn = 0; turn < 4; turn++) {
        await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
        clock.advance(30_000);
      }
      expect((await one.get(at)).accessToken.reveal()).toBe('canary-access-2');
    });

    test('without an answer nothing is sent before the deadline, then once more', async () => {
      const { one, clock } = await connected(undefined, { transport: failingTransport('no-answer') });
      await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
      clock.advance(UNTIL_REPLAY - 1);
      await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN', detail: expect.stringContaining('too early') });
      expect(provider.sent).toEqual([]);
      clock.advance(1);
      expect((await one.get(at)).accessToken.reveal()).toBe('canary-access-2');
      clock.advance(HOUR);
      expect((await one.get(at)).accessToken.reveal()).toBe('canary-access-3');
    });

    test('without an answer again, the connection is broken and the token never sent a third time', async () => {
      let calls = 0;
      const silent: TokenTransport = async (request) => {
        if (!request.body?.includes('grant_type=refresh_token')) return httpTransport(request);
        calls++;
        throw new TransportError('no-answer', 'timeout');
      };
      const { one, clock } = await connected(undefined, { transport: silent });
      await expect(one.get(at)).rejects.toMatchObject({ code: 'PROVIDER_DOWN' });
      clock.advance(UNTIL_REPLAY);
      await expect(one.get(at)).rejects.toMatchObject({
        code: 'CONNECTION_REQUIRED',
        detail: expect.stringContaining('twice without an answer'),
      });
      clock.advance(HOUR);
      await expect(one.get(at)).rejects.toMatchObject({ code: 'CONNECTION_REQUIRED' });
      expect(calls).toBe(2);
    });

    test('a replay that was not sent is no replay', async () => {
      const { one, clock } = await connected(undefined, { transport: failingTransport('no-answer', 'not-sent', 'no-answer') });
      for (const expected of ['PROVIDER_DOWN', 'PROVIDER_DOWN', 'CONNECTION_REQUIRED']) {
        await expect(one.get(at)).rejects.toMatchObject({ code: expected });
        clock.advance(UNTIL_REPLAY);
      }
    });

    test('a process that died with its intent written: the next replays once, after the deadline', async () => {
      const { desk, one, clock } = await connected(undefined, { transport: dyingTransport });
      one.get(at).catch(() => undefined);
      await vi.waitFor(async () => expect((await one.show('files', 'org'))?.state.phase).toBe('refreshing'));
      const two = await desk.manager([files]);
      const second = two.get(at);
      clock.advance(UNTIL_REPLAY - 1);
      await vi.waitFor(async () => expect((await two.show('files', 'org'))?.state.phase).toBe('refreshing'));
      expect(provider.sent).toEqual([]);
      clock.advance(1);
      expect((await second).accessToken.reveal()).toBe('canary-access-2');
    });
  });
});
