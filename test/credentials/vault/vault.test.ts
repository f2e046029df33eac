import { randomBytes } from 'node:crypto';
import { FlattenedEncrypt, type FlattenedJWE, flattenedDecrypt } from 'jose';
import { expect, test } from 'vitest';
import { keyRingOf, wrappingKey } from '../../../src/credentials/vault/key-ring.ts';
import { createVault, type SealedAs } from '../../../src/credentials/vault/vault.ts';
import { testRing } from '../support/vault.ts';

const as: SealedAs = { kind: 'connection', provider: 'github', connection: 'org', version: 3 };
const ring = await testRing('k1');
const vault = createVault(ring);

test('what was sealed opens, and does not show', async () => {
  const sealed = await vault.seal(as, 'canary-token');
  expect(await vault.open(as, sealed)).toBe('canary-token');
  expect(sealed).not.toContain('canary');
  expect(sealed).not.toContain(Buffer.from('canary-token').toString('base64url').slice(0, 12));
});

test('the same text is sealed differently each time', async () => {
  expect(await vault.seal(as, 'x')).not.toBe(await vault.seal(as, 'x'));
});

test('what it is bound to is not stored', async () => {
  const fields = JSON.parse(await vault.seal(as, 'x')) as Record<string, string>;
  expect(Object.keys(fields).sort()).toEqual(['ciphertext', 'encrypted_key', 'iv', 'protected', 'tag']);
  expect(JSON.parse(Buffer.from(fields['protected'] ?? '', 'base64url').toString())).toEqual({ alg: 'A256KW', enc: 'A256GCM', kid: 'k1' });
});

test.each<[string, Partial<SealedAs>]>([
  ['another kind', { kind: 'orphan' }],
  ['another provider', { provider: 'google' }],
  ['another connection', { connection: 'mine' }],
  ['an older version', { version: 2 }],
  ['a later version', { version: 4 }],
  ['ids whose border moved', { provider: 'github|org', connection: '' }],
])('a record put in the place of %s does not open', async (_, other) => {
  const sealed = await vault.seal(as, 'x');
  await expect(vault.open({ ...as, ...other }, sealed)).rejects.toMatchObject({ name: 'VaultError', code: 'vault/cannot-open' });
});

test.each(['protected', 'encrypted_key', 'iv', 'ciphertext', 'tag'])('a changed %s does not open', async (member) => {
  const fields = JSON.parse(await vault.seal(as, 'a text long enough')) as Record<string, string>;
  const bytes = Buffer.from(fields[member] ?? '', 'base64url');
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  const changed = JSON.stringify({ ...fields, [member]: bytes.toString('base64url') });
  await expect(vault.open(as, changed)).rejects.toMatchObject({ name: 'VaultError' });
});

test.each(['', 'null', '[]', '{}', 'not json', '{"protected":1}'])('%j is no record', async (text) => {
  await expect(vault.open(as, text)).rejects.toMatchObject({ code: 'vault/cannot-open' });
});

test('a record with an unprotected header or a stored aad is refused', async () => {
  const fields = JSON.parse(await vault.seal(as, 'x')) as Record<string, unknown>;
  for (const extra of [{ header: { kid: 'k1' } }, { aad: '' }, { unprotected: {} }])
    await expect(vault.open(as, JSON.stringify({ ...fields, ...extra }))).rejects.toMatchObject({ code: 'vault/cannot-open' });
});

test('what is sealed is a JWE like any other: jose opens it, and what jose seals opens here', async () => {
  const bytes = new Uint8Array(randomBytes(32));
  const own = createVault(keyRingOf('x', [await wrappingKey('k', 0, bytes)]));
  const aad = new TextEncoder().encode('connection|github|org|3');
  for (const text of ['', 'x', 'Zürich 🦊', 'x'.repeat(100_000)]) {
    const sealed = JSON.parse(await own.seal(as, text)) as FlattenedJWE;
    const opened = await flattenedDecrypt({ ...sealed, aad: Buffer.from(aad).toString('base64url') }, bytes);
    expect(new TextDecoder().decode(opened.plaintext)).toBe(text);
    const { aad: _, ...theirs } = await new FlattenedEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', kid: 'k' })
      .setAdditionalAuthenticatedData(aad)
      .encrypt(bytes);
    expect(await own.open(as, JSON.stringify(theirs))).toBe(text);
  }
});

test.each([{ crit: ['b64'], b64: false }, { zip: 'DEF' }, { p2c: 1 }, { typ: 'JWT' }])(
  'a header that asks for more is refused: %j',
  async (more) => {
    const bytes = new Uint8Array(randomBytes(32));
    const own = createVault(keyRingOf('x', [await wrappingKey('k', 0, bytes)]));
    const sealed = JSON.parse(await own.seal(as, 'x')) as Record<string, string>;
    const header = { ...JSON.parse(Buffer.from(sealed['protected'] ?? '', 'base64url').toString()), ...more };
    const changed = { ...sealed, protected: Buffer.from(JSON.stringify(header)).toString('base64url') };
    await expect(own.open(as, JSON.stringify(changed))).rejects.toMatchObject({ code: 'vault/cannot-open' });
  },
);

test.each([
  ['tag', 12],
  ['tag', 4],
  ['tag', 0],
  ['iv', 11],
  ['iv', 0],
  ['encrypted_key', 32],
  ['encrypted_key', 0],
])('a %s cut to %i bytes does not open', async (member, length) => {
  const fields = JSON.parse(await vault.seal(as, 'a text long enough')) as Record<string, string>;
  const short = Buffer.from(fields[member] ?? '', 'base64url')
    .subarray(0, length)
    .toString('base64url');
  await expect(vault.open(as, JSON.stringify({ ...fields, [member]: short }))).rejects.toMatchObject({ code: 'vault/cannot-open' });
});

test('an unknown key: the sentence names the key and where it was looked for', async () => {
  const sealed = await vault.seal(as, 'x');
  const other = createVault(await testRing('k2'));
  await expect(other.open(as, sealed)).rejects.toMatchObject({
    code: 'vault/unknown-key',
    message: expect.stringMatching(/`github\/org`.*`k1`.*the test ring.*put the key file.*back/),
  });
});

test('another key under the same id does not open it', async () => {
  const sealed = await vault.seal(as, 'x');
  await expect(createVault(await testRing('k1')).open(as, sealed)).rejects.toMatchObject({ code: 'vault/cannot-open' });
});

test('an older key still opens, the youngest seals', async () => {
  const both = await testRing('old', 'young');
  const old = await both.find('old');
  if (old === undefined) throw new Error('no key');
  const sealed = await createVault(keyRingOf('old only', [old])).seal(as, 'x');
  expect(await createVault(both).open(as, sealed)).toBe('x');
  const fresh = JSON.parse(await createVault(both).seal(as, 'x')) as { protected: string };
  expect(JSON.parse(Buffer.from(fresh.protected, 'base64url').toString())).toMatchObject({ kid: 'young' });
});

test.each([
  ['dir', 'A256GCM'],
  ['A256GCMKW', 'A256GCM'],
  ['A256KW', 'A128CBC-HS256'],
])('the key id pins the algorithms: %s with %s is refused', async (alg, enc) => {
  const bytes = new Uint8Array(randomBytes(32));
  const pinned = createVault(keyRingOf('x', [await wrappingKey('k', 0, bytes)]));
  const aad = new TextEncoder().encode(['connection', 'github', 'org', '3'].join('|'));
  const jwe = await new FlattenedEncrypt(new TextEncoder().encode('forged'))
    .setProtectedHeader({ alg, enc, kid: 'k' })
    .setAdditionalAuthenticatedData(aad)
    .encrypt(bytes);
  const { protected: header, encrypted_key = '', iv, ciphertext, tag } = jwe;
  const sealed = JSON.stringify({ protected: header, encrypted_key, iv, ciphertext, tag });
  await expect(pinned.open(as, sealed)).rejects.toMatchObject({ code: 'vault/cannot-open' });
});
