import { expect, test } from 'vitest';
import { decideAccess } from '../../../src/credentials/access/access-policy.ts';
import type { Principal, TokenPrincipal } from '../../../src/credentials/access/principal.ts';
import type { AccessPolicySettings, PrincipalPolicySettings } from '../../../src/credentials/settings.ts';

const identity = { objectId: 'AAAA-1', tenantId: 'TTTT-1' };
const gateway: Principal = { kind: 'gateway', identity };
const alice: TokenPrincipal = {
  kind: 'token',
  directory: 'entra',
  issuer: 'https://sts.windows.net/tttt-1/',
  objectId: 'alice-id',
  tenantId: 'tttt-1',
  appId: 'app-1',
  acts: 'for-user',
  groups: ['group-1'],
};
const robot: TokenPrincipal = { ...alice, objectId: 'robot-id', acts: 'as-app' };
const bob: TokenPrincipal = {
  ...alice,
  directory: 'oidc',
  issuer: 'https://login.example',
  objectId: 'bob',
  tenantId: undefined,
  groups: [],
};
const policy = (over: Partial<PrincipalPolicySettings>): AccessPolicySettings => ({ kind: 'principal', name: 'p', objectId: 'x', ...over });
const forAlice = policy({ objectId: 'ALICE-ID', tenantId: 'TTTT-1' });

test.each<[string, AccessPolicySettings[], Principal, 'allowed' | RegExp]>([
  ['no policy at all', [], gateway, /no access policy/],
  ['no policy at all, a user', [], alice, /no access policy/],
  ['the gateway', [{ kind: 'gateway', name: 'g' }], gateway, 'allowed'],
  ['the gateway by its pair', [policy({ objectId: 'aaaa-1', tenantId: 'tttt-1' })], gateway, 'allowed'],
  ['the gateway by half its pair', [policy({ objectId: 'aaaa-1', tenantId: 'other' })], gateway, /identity of the gateway/],
  ['the gateway by its object id alone', [policy({ objectId: 'aaaa-1' })], gateway, /identity of the gateway/],
  ['the gateway where a user may', [forAlice], gateway, /identity of the gateway/],
  ['a user where the gateway may', [{ kind: 'gateway', name: 'g' }], alice, /names the principal/],
  [
    "a user with the gateway's pair where the gateway may",
    [{ kind: 'gateway', name: 'g' }],
    { ...alice, ...identity },
    /names the principal/,
  ],
  ['a user', [forAlice], alice, 'allowed'],
  ['a user of another directory', [forAlice], { ...alice, tenantId: 'other' }, /names the principal/],
  [
    'a user of an OIDC issuer with the ids of an Entra user',
    [forAlice],
    { ...bob, objectId: 'alice-id', tenantId: 'tttt-1' },
    /names the principal/,
  ],
  [
    'an Entra user with the id of a user of an OIDC issuer',
    [policy({ objectId: 'alice-id', issuer: 'https://login.example' })],
    alice,
    /names the principal/,
  ],
  ['a user of an OIDC issuer', [policy({ objectId: 'bob', issuer: 'https://login.example' })], bob, 'allowed'],
  ['the same in capitals', [policy({ objectId: 'BOB', issuer: 'https://login.example' })], bob, /names the principal/],
  ['a user of another OIDC issuer', [policy({ objectId: 'bob', issuer: 'https://other.example' })], bob, /names the principal/],
  [
    'a tenant of an OIDC issuer',
    [policy({ objectId: 'bob', issuer: 'https://login.example', tenantId: 't' })],
    { ...bob, tenantId: 't' },
    'allowed',
  ],
  [
    'no tenant of an OIDC issuer',
    [policy({ objectId: 'bob', issuer: 'https://login.example', tenantId: 't' })],
    bob,
    /names the principal/,
  ],
  ['a group', [policy({ objectId: 'group-1', tenantId: 'tttt-1' })], alice, 'allowed'],
  ['a group of another directory', [policy({ objectId: 'group-1', tenantId: 'other' })], alice, /names the principal/],
  ['a group, too many to tell', [policy({ objectId: 'group-1', tenantId: 'tttt-1' })], { ...alice, groups: 'overage' }, /too many/],
  ['too many groups, but named itself', [forAlice], { ...alice, groups: 'overage' }, 'allowed'],
  ['an app by its own id', [policy({ objectId: 'robot-id', tenantId: 'tttt-1' })], robot, 'allowed'],
  ['an app by a group', [policy({ objectId: 'group-1', tenantId: 'tttt-1' })], robot, /names the principal/],
  ['an allowed application', [{ ...forAlice, appIds: ['other', 'APP-1'] } as PrincipalPolicySettings], alice, 'allowed'],
  ['another application', [{ ...forAlice, appIds: ['other'] } as PrincipalPolicySettings], alice, /application/],
  ['no application allowed', [{ ...forAlice, appIds: [] } as unknown as PrincipalPolicySettings], alice, /application/],
  [
    'a token that names no application',
    [{ ...forAlice, appIds: ['app-1'] } as PrincipalPolicySettings],
    { ...alice, appId: undefined },
    /application/,
  ],
  ['one policy of several', [policy({ objectId: 'x', tenantId: 'tttt-1' }), forAlice], alice, 'allowed'],
  ['empty ids match nothing', [policy({ objectId: '', tenantId: '' })], { ...alice, objectId: '', tenantId: '' }, /names the principal/],
])('%s', (_, policies, principal, expected) => {
  const access = decideAccess(policies, principal);
  if (expected === 'allowed') expect(access).toEqual({ kind: 'allowed' });
  else expect(access).toEqual({ kind: 'denied', why: expect.stringMatching(expected) });
});
