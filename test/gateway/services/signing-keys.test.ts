import { beforeEach, describe, expect, it } from 'vitest';
import { egressCheck, orPublic } from '../../../src/gateway/3-fetch/egress.ts';
import { openSigningKeys } from '../../../src/gateway/services/signing-keys.ts';
import { SendFailure } from '../../../src/runtime/ports/send.ts';
import { type SigningKeys, SigningKeysUnavailable } from '../../../src/runtime/ports/signing-keys.ts';
import { testClock } from '../../credentials/support/clock.ts';
import { type LogLine, memoryLog } from '../support/gateway.ts';

const at = 'https://login.example/.well-known/openid-configuration';
const jwks = 'https://login.example/keys';
const second = 1_000;
const minute = 60 * second;

/** The web as far as there is one: pages by address; a text is sent as it is. */
let pages: Record<string, unknown>;
let asked: string[];
let clock: ReturnType<typeof testClock>;
let log: LogLine[];
let keys: SigningKeys;
/** Resolves when the requests under way may be answered. */
let gate: Promise<void>;

beforeEach(() => {
  pages = { [at]: { issuer: 'https://login.example', jwks_uri: jwks }, [jwks]: { keys: [{ kid: 'k1', kty: 'RSA' }] } };
  asked = [];
  clock = testClock();
  log = [];
  gate = Promise.resolve();
  keys = openSigningKeys({
    clock,
    log: memoryLog(log),
    send: async ({ url, method, timeoutMs, headers }) => {
      asked.push(url);
      expect([method, timeoutMs]).toEqual(['GET', 5_000]);
      expect(headers.map(([name]) => name)).toEqual(['accept']);
      await gate;
      const page = pages[url];
      if (page === undefined) throw new SendFailure('unreachable', 'the connection was refused');
      if (typeof page === 'number') return { status: page, reason: '', headers: [], body: new Uint8Array() };
      return { status: 200, reason: 'OK', headers: [], body: Buffer.from(typeof page === 'string' ? page : JSON.stringify(page)) };
    },
  });
});

const read = (unknownKey = false, url = at) => keys.openId(url, { unknownKey, signal: undefined });
const kids = async (unknownKey = false): Promise<readonly unknown[]> => (await read(unknownKey)).keys.map(({ kid }) => kid);
const roll = (kid: string): void => {
  pages[jwks] = { keys: [{ kid, kty: 'RSA' }] };
};

describe('signing keys', () => {
  it('are fetched once and kept for an hour, as the same objects', async () => {
    const first = await read();
    expect(first).toEqual({ issuer: 'https://login.example', keys: [{ kid: 'k1', kty: 'RSA' }] });
    clock.advance(59 * minute);
    expect((await read()).keys[0]).toBe(first.keys[0]);
    expect(asked).toEqual([at, jwks]);
    clock.advance(minute);
    await read();
    expect(asked).toHaveLength(4);
  });

  it('are fetched once for all who wait', async () => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const waiting = [read(), read(), read(true)];
    open();
    await Promise.all(waiting);
    expect(asked).toEqual([at, jwks]);
  });

  it('are fetched again for an unknown key, at most once in an interval', async () => {
    await read();
    roll('k2');
    expect(await kids(true)).toEqual(['k2']);
    roll('k3');
    expect(await kids(true)).toEqual(['k2']);
    clock.advance(29 * second);
    expect(await kids(true)).toEqual(['k2']);
    clock.advance(second);
    expect(await kids(true)).toEqual(['k3']);
    expect(asked).toHaveLength(6);
  });

  it('serve while they are fetched again for someone else', async () => {
    await read();
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const unknown = [kids(true), kids(true)];
    expect(await kids()).toEqual(['k1']);
    open();
    expect(await Promise.all(unknown)).toEqual([['k1'], ['k1']]);
    expect(asked).toHaveLength(4);
  });

  it('stay for a day while their source cannot be had, and no longer', async () => {
    await read();
    delete pages[at];
    clock.advance(61 * minute);
    expect(await kids()).toEqual(['k1']);
    expect(log.map(({ level, fields }) => [level, fields['stale']])).toEqual([['warn', true]]);
    clock.advance(22 * 60 * minute);
    expect(await kids()).toEqual(['k1']);
    clock.advance(60 * minute);
    await expect(read()).rejects.toThrow(SigningKeysUnavailable);
  });

  it('are no answer to an unknown key while their source cannot be had', async () => {
    await read();
    delete pages[jwks];
    await expect(read(true)).rejects.toThrow('cannot be had: the connection was refused');
    clock.advance(second);
    await expect(read(true)).rejects.toThrow('cannot be had');
    expect(await kids()).toEqual(['k1']);
    expect(asked).toHaveLength(4);
  });

  it('are not asked for again at once after a failure', async () => {
    pages = {};
    await expect(read()).rejects.toThrow('cannot be had');
    clock.advance(9 * second);
    await expect(read()).rejects.toThrow('cannot be had');
    expect(asked).toEqual([at]);
    clock.advance(second);
    await expect(read()).rejects.toThrow('cannot be had');
    expect(asked).toEqual([at, at]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another status', { [at]: 404 }, 'answered with status 404'],
    ['no JSON', { [at]: '<html>' }, 'did not answer with a JSON object'],
    ['a list', { [at]: [] }, 'did not answer with a JSON object'],
    ['no issuer', { [at]: { jwks_uri: jwks } }, 'is no OpenID configuration'],
    ['no keys address', { [at]: { issuer: 'x' } }, 'is no OpenID configuration'],
    ['a keys address that is none', { [at]: { issuer: 'x', jwks_uri: '/keys' } }, 'is no OpenID configuration'],
    ['no keys', { [at]: { issuer: 'x', jwks_uri: jwks }, [jwks]: { keys: {} } }, 'is no key set'],
    ['keys with another status', { [at]: { issuer: 'x', jwks_uri: jwks }, [jwks]: 503 }, 'answered with status 503'],
  ])('are refused: %s', async (_what, given, message) => {
    pages = given;
    await expect(read()).rejects.toThrow(message);
    await expect(read()).rejects.toBeInstanceOf(SigningKeysUnavailable);
  });

  it('leave out what is no key, and stop at a hundred', async () => {
    pages[jwks] = { keys: [null, 'x', [], ...Array.from({ length: 150 }, (_, kid) => ({ kid }))] };
    const { keys: found } = await read();
    expect(found).toHaveLength(100);
    expect(found[0]).toEqual({ kid: 0 });
  });

  it('let one caller go without the others', async () => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const controller = new AbortController();
    const leaving = keys.openId(at, { unknownKey: false, signal: controller.signal });
    const staying = read();
    controller.abort();
    await expect(leaving).rejects.toThrow(SendFailure);
    open();
    expect((await staying).issuer).toBe('https://login.example');
    await expect(keys.openId(at, { unknownKey: false, signal: controller.signal })).rejects.toThrow('cancelled');
  });

  it('forget the configuration that was used least recently', async () => {
    await read();
    for (let i = 0; i < 100; i++) {
      const url = `https://login.example/${i}`;
      pages[url] = pages[at];
      await read(false, url);
    }
    asked.length = 0;
    await read(false, 'https://login.example/99');
    expect(asked).toEqual([]);
    await read();
    expect(asked).toEqual([at, jwks]);
  });
});

describe('where keys may come from', () => {
  const check = orPublic(
    egressCheck(
      ['http://127.0.0.1:4001'],
      [
        { kind: 'host', host: 'sso.internal', port: undefined },
        { kind: 'suffix', suffix: '.corp.example', port: undefined },
      ],
    ),
  );
  it.each([
    ['https://login.example/x', 'guarded'],
    ['https://login.example:8443/x', 'guarded'],
    ['https://sso.internal/x', 'named'],
    ['http://sso.internal/x', 'named'],
    ['http://127.0.0.1:4001/x', 'named'],
    ['https://a.corp.example/x', 'guarded'],
    ['http://login.example/x', 'refused'],
    ['https://127.0.0.1/x', 'refused'],
    ['https://169.254.169.254/x', 'refused'],
    ['http://169.254.169.254/x', 'refused'],
    ['https://[::1]/x', 'refused'],
    ['https://10.0.0.1/x', 'refused'],
  ])('%s: %s', (url, kind) => {
    expect(check(new URL(url)).kind).toBe(kind);
  });
});
