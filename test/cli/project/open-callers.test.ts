import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCallers } from '../../../src/cli/project/open-callers.ts';
import { SecretReader } from '../../../src/config/secret-reader.ts';
import { type Block, userDigest } from '../../../src/credentials/kill-switch/blocks.ts';
import { Secret } from '../../../src/runtime/ports/credential-source.ts';
import { filesOf, read } from '../../config/reading.ts';
import { memoryLog } from '../../gateway/support/gateway.ts';
import { startIssuer, type TestIssuer } from '../../management/support/issuer.ts';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

test('whom the kill switch stops is no user of the graph, as long as it does', async () => {
  const { config } = read(
    `subgraphs: { crm: { url: "https://crm.example" } }\nidentity: { issuers: [{ issuer: "${issuer.issuer}", audience: other, jwksUri: "${issuer.jwksUri}" }] }\ncallers: { tokenAudience: graph }\n`,
  );
  if (config === undefined) throw new Error('a bad configuration');
  let blocks: readonly Block[] = [];
  const secrets = new SecretReader({ env: {}, files: filesOf({}), folder: '/project' });
  const { userOf } = openCallers(config, secrets, memoryLog([]), () => blocks);
  const [anna, bert] = await Promise.all(['anna', 'bert'].map(async (sub) => new Secret(await issuer.sign({ sub, aud: 'graph' }))));
  if (anna === undefined || bert === undefined) throw new Error('no tokens');
  expect(await userOf(anna)).toMatchObject({ user: { id: 'anna' } });
  blocks = [{ thing: { kind: 'user', user: userDigest(issuer.issuer, 'anna') }, since: 0, why: 'left' }];
  expect(await userOf(anna)).toBeNull();
  expect(await userOf(bert)).toMatchObject({ user: { id: 'bert' } });
  blocks = [];
  expect(await userOf(anna)).toMatchObject({ user: { id: 'anna' } });
});
