import { afterAll, describe, expect, test } from 'vitest';
import type { CredentialManager } from '../../../src/credentials/credential-manager.ts';
import { lifetimeOf } from '../../../src/credentials/grants/lifetime.ts';
import type { ProviderSettings } from '../../../src/credentials/settings.ts';
import type { MisbehaviourName } from '../../../src/dev/adversarial/misbehaviours.ts';
import { makePlan } from '../../../src/dev/adversarial/plan.ts';
import { openAdversarialProvider } from '../../../src/dev/adversarial/provider.ts';
import { rotatingGrants } from '../../../src/dev/adversarial/rotating-grants.ts';
import { CredentialError, Secret } from '../../../src/runtime/ports/credential-source.ts';
import { asGateway, bench, consentTo } from '../../credentials/support/manager.ts';
import { connectionSettings } from '../../credentials/support/settings.ts';

const LIFE_S = 3_600;
const TEN_MINUTES_S = 600;
const LONGEST_S = lifetimeOf(Number.MAX_SAFE_INTEGER) ?? 0;
/** Beyond the deadline of a refresh that nobody answered. */
const PATIENCE_MS = 60_000;

interface Outcome {
  /** What the caller is given: a token, or an error with this code. */
  readonly sees: 'token' | 'PROVIDER_DOWN' | 'CONNECTION_REQUIRED' | 'CONNECTION_UNAVAILABLE';
  /** The connection afterwards. */
  readonly phase: 'ready' | 'broken';
  /** Token requests that the provider got for it. */
  readonly requests: number;
}

interface Row {
  /** When the provider misbehaves. */
  readonly meanwhile: Outcome;
  /** The next call, as soon as it is worth asking, to a provider that behaves. */
  readonly next: Outcome;
  /** What the token says of itself, where there is one. */
  readonly lifeS?: number;
  readonly missing?: readonly string[];
}

const served = (requests = 1): Outcome => ({ sees: 'token', phase: 'ready', requests });
const down: Outcome = { sees: 'PROVIDER_DOWN', phase: 'ready', requests: 1 };
/** Asked for anew a provider that behaves again gives a token. */
const healsByItself: Row = { meanwhile: down, next: served() };
const harmless: Row = { meanwhile: served(), next: served(), lifeS: LIFE_S, missing: [] };
const lives = (lifeS: number): Row => ({ ...harmless, lifeS });
const lostFor: Outcome = { sees: 'CONNECTION_REQUIRED', phase: 'broken', requests: 1 };

/** A connection that somebody consented to, at the moment when its refresh token is sent. */
const refreshing: Readonly<Record<MisbehaviourName | 'rotation', Row>> = {
  rotation: harmless,
  slow: harmless,
  // Sent once more after the deadline (rule R3): the provider had not used it up.
  hang: healsByItself,
  // It had: the replay that R3 allows is what ends the family.
  drop: { meanwhile: down, next: lostFor },
  reuse: { ...harmless, next: lostFor },
  'too-many-requests': healsByItself,
  'server-error': healsByItself,
  unavailable: healsByItself,
  html: healsByItself,
  empty: healsByItself,
  redirect: healsByItself,
  oversized: healsByItself,
  'no-expiry': lives(TEN_MINUTES_S),
  'zero-expiry': lives(TEN_MINUTES_S),
  'expiry-as-text': lives(LIFE_S),
  'huge-expiry': lives(LONGEST_S),
  'fewer-scopes': { ...harmless, missing: ['write'] },
  // Rule R4 keeps the old one, and the provider takes that for a theft.
  'no-refresh-token': { ...harmless, next: lostFor },
  'rolled-key': harmless,
  'skewed-clock': harmless,
};

/** Client credentials have nothing that could be used up. */
const byClient: Readonly<Record<MisbehaviourName | 'rotation', Row>> = {
  ...refreshing,
  drop: healsByItself,
  reuse: harmless,
  'no-refresh-token': harmless,
};

const plan = makePlan();
const grants = rotatingGrants(LIFE_S);
const provider = await openAdversarialProvider({
  port: 0,
  upstream: { token: (form, { from }) => grants.answer(form, from), revoke: (token) => grants.revoke(token) },
  plan,
  slowMs: 20,
});
afterAll(() => provider.close());

const client = { clientId: 'client', clientSecret: new Secret('canary-client-secret') };
const settings: Readonly<Record<string, ProviderSettings>> = {
  files: {
    id: 'files',
    identityProvider: 'oauth2pkce',
    grantType: 'authorizationCode',
    parameters: { ...client, authorizationUrl: provider.authorizationUrl, tokenUrl: provider.tokenUrl, scopes: 'read write' },
    connections: [connectionSettings()],
  },
  crm: {
    id: 'crm',
    identityProvider: 'oauth2',
    grantType: 'clientCredentials',
    parameters: { tokenUrl: provider.tokenUrl, scopes: 'read write' },
    connections: [connectionSettings({ parameters: client })],
  },
};

const walk = async (url: string): Promise<URL> => new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');

/** Asks for a token, and counts what the provider hears of it. */
async function outcome(
  manager: CredentialManager,
  id: string,
): Promise<Outcome & { readonly token: string | undefined; readonly endsAt: number }> {
  const before = plan.count;
  const answer = await manager.get(asGateway(id)).catch((error: unknown) => error);
  const status = await manager.show(id, 'org');
  const failed = answer instanceof CredentialError ? answer : undefined;
  const token = failed === undefined ? (answer as Awaited<ReturnType<CredentialManager['get']>>) : undefined;
  return {
    sees: (failed?.code ?? 'token') as Outcome['sees'],
    phase: status?.state.phase as Outcome['phase'],
    requests: plan.count - before,
    token: token?.accessToken.reveal(),
    endsAt: token?.expiresAt ?? 0,
  };
}

describe.each([
  ['a consented connection', 'files', refreshing],
  ['client credentials', 'crm', byClient],
] as const)('%s, at a provider that', (_what, id, rows) => {
  test.each(Object.entries(rows) as [MisbehaviourName | 'rotation', Row][])('shows %s', async (how, row) => {
    const desk = await bench();
    const manager = await desk.manager([settings[id] ?? expect.fail()], {
      staleAfterMs: Number.MAX_SAFE_INTEGER,
      limits: { callTimeoutMs: 400, pollMs: 5 },
    });
    const isConsented = id === 'files';
    if (isConsented) await consentTo(manager, id, walk);
    const first = isConsented ? await outcome(manager, id) : undefined;
    desk.clock.advance(LIFE_S * 1_000);

    if (how !== 'rotation') plan.set({ how, times: 'once' });
    const began = desk.clock.now();
    const meanwhile = await outcome(manager, id);
    expect(meanwhile).toMatchObject(row.meanwhile);
    expect(meanwhile.token).not.toBe(first?.token ?? '');
    if (row.lifeS !== undefined) expect((meanwhile.endsAt - began) / 1_000).toBe(row.lifeS);
    if (row.missing !== undefined) expect((await manager.show(id, 'org'))?.missingScopes).toEqual(row.missing);

    desk.clock.advance(meanwhile.token === undefined ? PATIENCE_MS : meanwhile.endsAt - desk.clock.now());
    const next = await outcome(manager, id);
    expect(next).toMatchObject(row.next);
    if (row.next.phase === 'broken') {
      // Nothing more is sent for it until somebody consents, and that heals it.
      expect(await outcome(manager, id)).toMatchObject({ sees: 'CONNECTION_REQUIRED', requests: 0 });
      await consentTo(manager, id, walk);
      expect(await outcome(manager, id)).toMatchObject(served(0));
    }
    expect(desk.lines.join('\n')).not.toContain('canary');
  });
});

test('while the provider asks for patience, it is left in peace', async () => {
  const desk = await bench();
  const manager = await desk.manager([settings['crm'] ?? expect.fail()]);
  plan.set({ how: 'too-many-requests', times: 'once' });
  await outcome(manager, 'crm');
  desk.clock.advance(1_900);
  expect(await outcome(manager, 'crm')).toMatchObject({ sees: 'PROVIDER_DOWN', requests: 0 });
  desk.clock.advance(100);
  expect(await outcome(manager, 'crm')).toMatchObject(served());
});

test('a backend that does not know the new key yet: one forced renewal, and no more within its interval (rule R10)', async () => {
  const desk = await bench();
  const manager = await desk.manager([settings['crm'] ?? expect.fail()]);
  await outcome(manager, 'crm');
  const token = await manager.get(asGateway('crm'));
  manager.invalidate({ ...asGateway('crm'), token });
  expect(await outcome(manager, 'crm')).toMatchObject(served());
  manager.invalidate({ ...asGateway('crm'), token: await manager.get(asGateway('crm')) });
  expect((await outcome(manager, 'crm')).requests).toBe(0);
});
