import { beforeEach, describe, expect, it } from 'vitest';
import type { ManagedIdentitySource } from '../../../src/config/config.ts';
import { SecretReader } from '../../../src/config/secret-reader.ts';
import { parseSecretText } from '../../../src/config/secret-text.ts';
import { openManagedIdentity } from '../../../src/gateway/services/managed-identity.ts';
import type { ManagedIdentity } from '../../../src/runtime/ports/managed-identity.ts';
import { ManagedIdentityError } from '../../../src/runtime/ports/managed-identity.ts';
import { type OutgoingRequest, SendFailure } from '../../../src/runtime/ports/send.ts';
import { filesOf } from '../../config/reading.ts';
import { testClock } from '../../credentials/support/clock.ts';

const minute = 60_000;
const vault = 'https://vault.azure.net';

interface Asked extends OutgoingRequest {
  readonly boundTo: string;
}

let asked: Asked[];
let slept: number[];
/** Answers in turn; the last one stays. A function may wait before it answers. */
let answers: (readonly [status: number, body: unknown] | SendFailure)[];
let clock: ReturnType<typeof testClock>;
let gate: Promise<void>;
const files: Record<string, string> = { '/token': 'cluster-token\n' };

beforeEach(() => {
  [asked, slept, answers, gate] = [[], [], [[200, { access_token: 'one', expires_in: '3600' }]], Promise.resolve()];
  clock = testClock();
});

function open(source: ManagedIdentitySource): ManagedIdentity {
  return openManagedIdentity(source, {
    secrets: new SecretReader({ env: { HEADER: 'platform-secret' }, files: filesOf(files), folder: '/' }),
    clock,
    sleep: async (ms) => void slept.push(ms),
    sendTo: (boundTo) => async (request) => {
      asked.push({ ...request, boundTo });
      await gate;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined || answer instanceof Error) throw answer ?? new SendFailure('unreachable', 'nothing left');
      return { status: answer[0], reason: '', headers: [], body: Buffer.from(JSON.stringify(answer[1])) };
    },
  });
}

const machine = (clientId?: string): ManagedIdentitySource => ({ kind: 'virtualMachine', clientId });
const text = async (identity: ManagedIdentity, resource = vault, clientId?: string): Promise<string> =>
  (await identity.token(resource, clientId, undefined)).accessToken.reveal();

describe('the request', () => {
  it('to the metadata service of a virtual machine', async () => {
    expect(await text(open(machine()))).toBe('one');
    expect(asked).toMatchObject([
      {
        boundTo: 'http://169.254.169.254',
        method: 'GET',
        url: 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net',
        headers: [['metadata', 'true']],
        body: null,
        followRedirects: false,
      },
    ]);
  });

  it.each([
    [undefined, undefined, null],
    ['mine', undefined, 'mine'],
    [undefined, 'theirs', 'theirs'],
    ['mine', 'theirs', 'theirs'],
  ])('names the identity: configured %s, asked for %s', async (configured, wanted, expected) => {
    await text(open(machine(configured)), vault, wanted);
    expect(new URL(asked[0]?.url ?? '').searchParams.get('client_id')).toBe(expected);
  });

  it('to App Service', async () => {
    await text(
      open({
        kind: 'appService',
        clientId: undefined,
        endpoint: 'http://127.0.0.1:41741/msi/token',
        header: parseSecretText('${env.HEADER}'),
      }),
    );
    expect(asked).toMatchObject([
      {
        boundTo: 'http://127.0.0.1:41741',
        method: 'GET',
        url: 'http://127.0.0.1:41741/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net',
        headers: [['x-identity-header', 'platform-secret']],
      },
    ]);
  });

  it('of a workload, with the token of the cluster read each time', async () => {
    const identity = open({
      kind: 'workload',
      clientId: 'app',
      tenantId: 'dir',
      authority: 'https://login.example',
      assertion: parseSecretText('${file:/token}'),
    });
    await text(identity, `${vault}/`);
    expect(asked[0]).toMatchObject({
      boundTo: 'https://login.example',
      method: 'POST',
      url: 'https://login.example/dir/oauth2/v2.0/token',
    });
    expect(Object.fromEntries(new URLSearchParams(String(asked[0]?.body)))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app',
      scope: 'https://vault.azure.net/.default',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: 'cluster-token',
    });
    files['/token'] = 'another';
    await text(identity, 'other', 'app2');
    expect(new URLSearchParams(String(asked[1]?.body)).get('client_assertion')).toBe('another');
    expect(new URLSearchParams(String(asked[1]?.body)).get('client_id')).toBe('app2');
  });
});

describe('tokens', () => {
  it('are kept for each resource and identity', async () => {
    const identity = open(machine());
    await Promise.all([text(identity), text(identity), text(identity)]);
    expect(asked).toHaveLength(1);
    await text(identity, 'other');
    await text(identity, vault, 'mine');
    expect(asked).toHaveLength(3);
    clock.advance(50 * minute);
    await text(identity);
    expect(asked).toHaveLength(3);
  });

  it('are renewed ahead, without anyone waiting', async () => {
    const identity = open(machine());
    await text(identity);
    answers = [[200, { access_token: 'two', expires_in: 3600 }]];
    clock.advance(57 * minute);
    expect(await text(identity)).toBe('one');
    await expect.poll(() => text(identity)).toBe('two');
    expect(asked).toHaveLength(2);
  });

  it('stay while they cannot be renewed, and are not asked for all the time', async () => {
    const identity = open(machine());
    await text(identity);
    answers = [[400, {}]];
    clock.advance(58 * minute);
    expect(await text(identity)).toBe('one');
    await expect.poll(() => asked.length).toBe(2);
    expect(await text(identity)).toBe('one');
    expect(asked).toHaveLength(2);
    clock.advance(2 * minute);
    await expect(text(identity)).rejects.toThrow(ManagedIdentityError);
  });

  it('expire as the answer says', async () => {
    const seconds = Math.floor(clock.now() / 1_000);
    for (const [answer, life] of [
      [{ expires_in: 100 }, 100],
      [{ expires_on: String(seconds + 200) }, 200],
      [{ expires_on: seconds + 300 }, 300],
      [{}, 600],
    ] as const) {
      answers = [[200, { access_token: 'x', ...answer }]];
      const { expiresAt } = await open(machine()).token(vault, undefined, undefined);
      expect(Math.abs(expiresAt - clock.now() - life * 1_000)).toBeLessThan(1_000);
    }
  });

  it('are replaced when a backend refuses them, unless they are newer', async () => {
    const identity = open(machine());
    const first = await identity.token(vault, undefined, undefined);
    answers = [[200, { access_token: 'two', expires_in: 3600 }]];
    identity.drop(first);
    const second = await identity.token(vault, undefined, undefined);
    expect([second.accessToken.reveal(), second.generation > first.generation]).toEqual(['two', true]);
    identity.drop(first);
    await text(identity);
    expect(asked).toHaveLength(2);
  });

  it('do not print', async () => {
    expect(JSON.stringify(await open(machine()).token(vault, undefined, undefined))).not.toContain('one');
  });

  it('let one caller go without the others', async () => {
    let release: () => void = () => undefined;
    gate = new Promise((resolve) => {
      release = resolve;
    });
    const identity = open(machine());
    const controller = new AbortController();
    const leaving = identity.token(vault, undefined, controller.signal);
    const staying = text(identity);
    controller.abort();
    await expect(leaving).rejects.toThrow(SendFailure);
    release();
    expect(await staying).toBe('one');
  });
});

describe('failures', () => {
  it.each([404, 410, 429, 500, 503])('status %i is tried again', async (status) => {
    answers = [
      [status, {}],
      [status, {}],
      [200, { access_token: 'late', expires_in: 60 }],
    ];
    expect(await text(open(machine()))).toBe('late');
    expect(slept).toEqual([800, 1_600]);
  });

  it.each<[string, (readonly [number, unknown] | SendFailure)[], string, number]>([
    ['for ever busy', [[503, {}]], 'answered with status 503', 3],
    ['a refusal', [[400, { error: 'invalid_resource', error_description: 'canary' }]], 'answered with status 400 (invalid_resource)', 1],
    ['a refusal that is no code', [[403, { error: 'canary <b>' }]], 'answered with status 403', 1],
    ['no JSON', [[200, 'canary']], 'answered without a token', 1],
    ['no token', [[200, { expires_in: 60 }]], 'answered without a token', 1],
    ['a token that is none', [[200, { access_token: 'canary\n', expires_in: 60 }]], 'answered without a token', 1],
    ['an expired token', [[200, { access_token: 'canary', expires_on: 1 }]], 'has expired', 1],
    ['nobody there', [new SendFailure('unreachable', 'the connection was refused')], 'cannot be had: the connection was refused', 1],
  ])('%s', async (_what, given, message, tries) => {
    answers = given;
    const failure = await open(machine())
      .token(vault, undefined, undefined)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ManagedIdentityError);
    expect(String(failure)).toContain(message);
    expect(String(failure)).not.toContain('canary');
    expect(asked).toHaveLength(tries);
  });

  it('nobody is asked where nothing is configured', async () => {
    await expect(text(open({ kind: 'none' }))).rejects.toThrow('no managed identity is configured');
    expect(asked).toEqual([]);
  });

  it('a missing secret is named, not guessed', async () => {
    const header = parseSecretText('${env.GONE}');
    await expect(text(open({ kind: 'appService', clientId: undefined, endpoint: 'http://127.0.0.1:1', header }))).rejects.toThrow(
      '${env.GONE} is not set',
    );
    expect(asked).toEqual([]);
  });
});
