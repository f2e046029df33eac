import { beforeEach, describe, expect, it } from 'vitest';
import { type KeyVault, openKeyVault, parseSecretAddress, type SecretAddress } from '../../../src/gateway/services/key-vault.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { ManagedIdentityError } from '../../../src/runtime/ports/managed-identity.ts';
import { type OutgoingRequest, SendFailure } from '../../../src/runtime/ports/send.ts';
import { testClock } from '../../credentials/support/clock.ts';

const hour = 3_600_000;
const address: SecretAddress = { vault: 'contoso.vault.azure.net', name: 'crm', version: undefined };

let clock: ReturnType<typeof testClock>;
let asked: (OutgoingRequest & { readonly boundTo: string })[];
let resources: string[];
let answer: readonly [status: number, body: unknown] | Error;
let vault: KeyVault;

beforeEach(() => {
  clock = testClock();
  [asked, resources, answer] = [[], [], [200, { value: 'canary-one' }]];
  vault = openKeyVault({
    clock,
    identity: {
      token: async (resource) => {
        resources.push(resource);
        if (answer instanceof ManagedIdentityError) throw answer;
        return { accessToken: new Secret('canary-token'), claims: {}, expiresAt: 0, generation: 1 };
      },
    },
    sendTo: (boundTo) => async (request) => {
      asked.push({ ...request, boundTo });
      if (answer instanceof Error) throw answer;
      return { status: answer[0], reason: '', headers: [], body: Buffer.from(JSON.stringify(answer[1])) };
    },
  });
});

const read = (): unknown => {
  const known = vault.read(address);
  return known.kind === 'found' ? known.secret.reveal() : known.why;
};

describe('addresses of secrets', () => {
  it.each([
    ['https://contoso.vault.azure.net/secrets/crm', address],
    ['https://Contoso.vault.azure.net/secrets/crm/0123abc', { ...address, version: '0123abc' }],
    ['http://contoso.vault.azure.net/secrets/crm', undefined],
    ['https://contoso.vault.azure.net/keys/crm', undefined],
    ['https://contoso.vault.azure.net/secrets/crm/../x', undefined],
    ['https://contoso.vault.azure.net@evil.example/secrets/crm', undefined],
    ['https://contoso.vault.azure.net:444/secrets/crm', undefined],
    ['https://contoso.vault.azure.net/secrets/crm?x=1', undefined],
  ])('%s', (text, expected) => {
    expect(parseSecretAddress(text)).toEqual(expected);
  });
});

describe('a secret of a vault', () => {
  it('is got with the identity of the machine, from that vault alone', async () => {
    await vault.refresh(address);
    expect(read()).toBe('canary-one');
    expect(resources).toEqual(['https://vault.azure.net']);
    expect(asked).toMatchObject([
      {
        boundTo: 'https://contoso.vault.azure.net',
        method: 'GET',
        url: 'https://contoso.vault.azure.net/secrets/crm?api-version=7.4',
        headers: [['authorization', 'Bearer canary-token']],
        followRedirects: false,
      },
    ]);
  });

  it('is read again after four hours, and not before; one question serves all', async () => {
    await vault.refresh(address);
    clock.advance(4 * hour - 1);
    read();
    expect(asked).toHaveLength(1);
    answer = [200, { value: 'canary-two' }];
    clock.advance(2);
    expect(read()).toBe('canary-one');
    await Promise.all([vault.refresh(address), vault.refresh(address)]);
    expect([read(), asked.length]).toEqual(['canary-two', 2]);
  });

  it.each<[string, typeof answer]>([
    ['does not answer', new SendFailure('unreachable', 'no')],
    ['is busy', [429, {}]],
    ['has failed', [503, {}]],
    ['cannot be asked', new ManagedIdentityError('no identity')],
  ])('stays as it was when the vault %s', async (_name, failure) => {
    await vault.refresh(address);
    answer = failure;
    await vault.refresh(address);
    expect(read()).toBe('canary-one');
  });

  it.each<[string, typeof answer, string]>([
    ['may not be read', [403, { error: { message: 'canary' } }], 'does not let the identity of the machine read it'],
    ['is not there', [404, {}], 'has no such secret'],
    ['is nonsense', [200, { value: 7 }], 'answered with status 200'],
    ['cannot be had at first', new SendFailure('timeout', 'canary'), 'does not answer'],
  ])('that %s is said to be, without what the vault says', async (_name, failure, why) => {
    answer = failure;
    await vault.refresh(address);
    expect(read()).toContain(why);
    expect(read()).not.toContain('canary');
  });
});
