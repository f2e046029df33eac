import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { grantFromToken } from '../../../src/credentials/connections/grant-from-token.ts';
import { ask, client, type Way } from '../support/asking.ts';
import { callToolsFor } from '../support/token-clients.ts';

const jwtFor = (exp: number): Promise<string> => new SignJWT({ exp }).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));

describe('what is answered', () => {
  test.each<[string, Way, string, unknown, object, number | undefined]>([
    [
      'Slack gives a bot its token, which has no end',
      'code',
      'slack',
      {
        ok: true,
        access_token: 'xoxb-at',
        token_type: 'bot',
        scope: 'chat:write',
        bot_user_id: 'U0',
        team: { id: 'T9' },
        authed_user: { id: 'U1' },
      },
      { accessToken: 'xoxb-at', refreshToken: undefined, claims: { team: { id: 'T9' }, bot_user_id: 'U0' } },
      undefined,
    ],
    [
      'Slack gives a person theirs in a member',
      'code',
      'slackuser',
      {
        ok: true,
        access_token: 'of-the-bot',
        token_type: 'bot',
        authed_user: {
          id: 'U1',
          scope: 'search:read',
          access_token: 'xoxp-at',
          token_type: 'user',
          refresh_token: 'xoxe-rt',
          expires_in: 43_200,
        },
      },
      {
        accessToken: 'xoxp-at',
        refreshToken: 'xoxe-rt',
        lifetimeS: 43_200,
        claims: { authed_user: { id: 'U1', scope: 'search:read', token_type: 'user', expires_in: 43_200 } },
      },
      43_200,
    ],
    [
      'and renews it at the top',
      'refresh',
      'slackuser',
      { ok: true, access_token: 'xoxp-2', token_type: 'user', refresh_token: 'xoxe-2', expires_in: 43_200, user_id: 'U1' },
      { accessToken: 'xoxp-2', refreshToken: 'xoxe-2' },
      43_200,
    ],
    [
      'Notion does not say how long a token lives',
      'code',
      'notion',
      {
        access_token: 'ntn-at',
        token_type: 'bearer',
        refresh_token: 'nrt',
        bot_id: 'b',
        workspace_name: 'w',
        owner: { type: 'user', user: { id: 'u' } },
      },
      { accessToken: 'ntn-at', refreshToken: 'nrt', claims: { workspace_name: 'w' } },
      undefined,
    ],
    [
      'Salesforce says where its API is, and no lifetime',
      'code',
      'salesforce',
      {
        access_token: '00D!at',
        refresh_token: 'rt',
        instance_url: 'https://example.my.salesforce.com',
        id: 'https://login.salesforce.com/id/x/y',
        token_type: 'Bearer',
        issued_at: '1700000000000',
        signature: 's',
      },
      { accessToken: '00D!at', claims: { instance_url: 'https://example.my.salesforce.com' } },
      900,
    ],
    [
      'Entra v1 has numbers as texts',
      'code',
      'aad',
      { access_token: 'at', token_type: 'Bearer', expires_in: '3599', expires_on: '1700003599', resource: 'r', refresh_token: 'rt' },
      { lifetimeS: 3_599 },
      3_599,
    ],
    [
      'GitHub OAuth apps have tokens without an end',
      'code',
      'github',
      { access_token: 'gho_at', scope: 'repo', token_type: 'bearer' },
      { accessToken: 'gho_at' },
      undefined,
    ],
    [
      'GitHub Apps have tokens of 8 hours',
      'refresh',
      'github',
      {
        access_token: 'ghu_at',
        expires_in: 28_800,
        refresh_token: 'ghr_2',
        refresh_token_expires_in: 15_811_200,
        scope: '',
        token_type: 'bearer',
      },
      { refreshToken: 'ghr_2', lifetimeS: 28_800, claims: { refresh_token_expires_in: 15_811_200 } },
      28_800,
    ],
    [
      'Shopify gives no token type',
      'code',
      'shopify',
      { access_token: 'shpat', scope: 'read_products' },
      { accessToken: 'shpat' },
      undefined,
    ],
    [
      'Stripe has refresh tokens for tokens without an end',
      'code',
      'stripe',
      {
        access_token: 'sk_at',
        livemode: false,
        refresh_token: 'rt_1',
        token_type: 'bearer',
        stripe_publishable_key: 'pk',
        stripe_user_id: 'acct_1',
        scope: 'read_write',
      },
      { claims: { stripe_user_id: 'acct_1' } },
      undefined,
    ],
    [
      'Google keeps its refresh token',
      'refresh',
      'google',
      { access_token: 'ya29', expires_in: 3_599, scope: 's', token_type: 'Bearer' },
      { refreshToken: undefined },
      3_599,
    ],
    [
      'Figma keeps its refresh token',
      'refresh',
      'figma',
      { access_token: 'figd', expires_in: 7_776_000 },
      { refreshToken: undefined, lifetimeS: 7_776_000 },
      7_776_000,
    ],
    [
      'Box says in other words what type it is',
      'clientCredentials',
      'box',
      { access_token: 'at', expires_in: 4_123, restricted_to: [], token_type: 'bearer', issued_token_type: 'bearer' },
      { lifetimeS: 4_123 },
      4_123,
    ],
    [
      'Intuit says how long the refresh token lives',
      'refresh',
      'intuit',
      { token_type: 'bearer', expires_in: 3_600, refresh_token: 'rt2', x_refresh_token_expires_in: 8_726_400, access_token: 'at' },
      { refreshToken: 'rt2', claims: { x_refresh_token_expires_in: 8_726_400 } },
      3_600,
    ],
  ])('%s', async (_, way, id, answer, token, seconds) => {
    const parameters = {
      shop: 'example',
      host: id === 'salesforce' ? 'login.salesforce.com' : 'github.com',
      subjectId: '7',
      scopes: 's',
      resourceUri: 'r',
    };
    const { outcome } = await ask(way, id, parameters, answer);
    if (outcome.kind !== 'token') throw new Error(JSON.stringify(outcome));
    expect(outcome.token).toMatchObject(token);
    expect(JSON.stringify(outcome.token.claims)).not.toMatch(/of-the-bot|xoxp-at|xoxe-rt/);
    const grant = grantFromToken(outcome.token, client(id, 'authorizationCode', parameters), {
      generation: 1,
      lineage: 'l',
      savedBy: 's',
      refreshToken: 'the-old-one',
    });
    expect(grant.refreshToken).toBe(outcome.token.refreshToken ?? 'the-old-one');
    expect(grant.expiresAt).toBe(seconds === undefined ? 8.64e15 : outcome.token.sentAt + seconds * 1_000);
  });

  test('the bot’s token is never taken for a person’s', async () => {
    const bot = { ok: true, access_token: 'xoxb', token_type: 'bot', authed_user: { id: 'U1' } };
    expect((await ask('code', 'slackuser', { scopes: 's' }, bot)).outcome).toMatchObject({ kind: 'bad-answer', reason: 'no-access-token' });
  });

  test('monday.com: the token itself says when it ends', async () => {
    const tools = callToolsFor();
    const exp = Math.floor(tools.clock.now() / 1_000) + 3_600;
    const { outcome } = await ask('code', 'monday', {}, { access_token: await jwtFor(exp), refresh_token: 'rt', token_type: 'Bearer' });
    expect(outcome.kind === 'token' ? outcome.token.lifetimeS : 0).toBeGreaterThan(3_500);
    expect(outcome.kind === 'token' ? outcome.token.lifetimeS : 0).toBeLessThanOrEqual(3_601);
    expect((await ask('code', 'monday', {}, { access_token: 'opaque', token_type: 'Bearer' })).outcome).toMatchObject({
      token: { lifetimeS: undefined },
    });
  });

  test.each<[string, unknown, number, string, string | undefined]>([
    ['slack', { ok: false, error: 'bad_client_secret' }, 200, 'invalid_client', 'bad_client_secret'],
    ['slack', { ok: false, error: 'invalid_refresh_token' }, 200, 'invalid_grant', 'invalid_refresh_token'],
    ['slack', { ok: false, error: 'team_access_not_granted' }, 200, 'team_access_not_granted', undefined],
    [
      'github',
      { error: 'bad_refresh_token', error_description: 'The refresh token passed is incorrect or expired.' },
      200,
      'invalid_grant',
      'The refresh token passed is incorrect or expired.',
    ],
    ['github', { error: 'incorrect_client_credentials' }, 200, 'invalid_client', 'incorrect_client_credentials'],
    ['google', { error: 'constructor' }, 400, 'constructor', undefined],
    [
      'hubspot',
      { error: 'invalid_client', error_description: 'missing or invalid client secret', status: 'BAD_CLIENT_SECRET' },
      400,
      'invalid_client',
      'missing or invalid client secret',
    ],
  ])('errors of %s: %j', async (id, answer, status, expected, description) => {
    const { outcome } = await ask('refresh', id, { scopes: 's' }, answer, status);
    expect(outcome).toMatchObject({ kind: 'oauth-error', code: expected, description });
  });
});
