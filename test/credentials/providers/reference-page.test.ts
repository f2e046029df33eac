import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { issuerSettings, providerSettings } from '../../../src/config/credential-settings.ts';
import { SecretReader } from '../../../src/config/secret-reader.ts';
import { checkIssuers } from '../../../src/credentials/access/check-issuers.ts';
import { catalogue } from '../../../src/credentials/providers/catalogue.ts';
import { checkProviders } from '../../../src/credentials/providers/check-settings.ts';
import { universalNames } from '../../../src/credentials/providers/common-parameters.ts';
import { providersPage } from '../../../src/credentials/providers/reference-page.ts';
import { brief, read } from '../../config/reading.ts';
import { clientOf } from '../support/token-clients.ts';

const page = readFileSync(new URL('../../../docs/providers.md', import.meta.url), 'utf8');
const [introduction = '', ...sections] = page.split(/\n## (?=`)/);

test('docs/providers.md is current (else: npm run build && node scripts/generate-config-docs.mjs)', () => {
  expect(page).toBe(providersPage());
});

test('it has one section for each provider', () => {
  expect(sections.map((section) => /^`(\w+)`: /.exec(section)?.[1])).toEqual([...catalogue.keys()]);
});

test('it says what all of them take', () => {
  for (const name of universalNames) expect(introduction).toContain(`| \`${name}\` |`);
});

test.each([...catalogue.values()])('it says what $id takes', ({ id, parameters }) => {
  const rows = sections.find((section) => section.startsWith(`\`${id}\`: `))?.split('\n') ?? [];
  for (const { name, docs } of parameters.filter((parameter) => !universalNames.has(parameter.name)))
    expect(
      rows.some((row) => row.startsWith(`| \`${name}\` |`) && row.includes(docs)),
      name,
    ).toBe(true);
});

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const files = { stamp: () => '1', read: () => key };
const snippets = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

test('there is a snippet for each provider and grant', () => {
  const wanted = [...catalogue.values()].flatMap(({ id, grantTypes }) => grantTypes.map((grant) => `${id} ${grant}`));
  const there = snippets.map((text) => `${/identityProvider: (\w+)/.exec(text)?.[1]} ${/grantType: (\w+)/.exec(text)?.[1]}`);
  expect(there).toEqual(wanted);
});

describe.each(snippets)('%s', (text) => {
  const env = Object.fromEntries([...text.matchAll(/\$\{env\.(\w+)\}/g)].map(([, name = '']) => [name, 'not-a-secret']));
  const { config, findings } = read(`subgraphs: { crm: { url: "https://crm.example.com" } }\n${text}`, { env, files });

  test('can be pasted: the configuration takes it without a word, and the credential manager too', () => {
    expect(findings.map(brief)).toEqual([]);
    if (config === undefined) throw new Error('no configuration');
    const { providers, missing } = providerSettings(config, new SecretReader({ env, files, folder: '/' }));
    expect(missing).toEqual([]);
    expect(checkProviders(providers)).toEqual([]);
    expect(checkIssuers(issuerSettings(config))).toEqual([]);
    for (const provider of providers) expect(clientOf(provider).clientId).toBe('fedpass-example');
  });
});
