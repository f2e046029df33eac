import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { defaultLimits } from '../../src/config/defaults.ts';
import { digestOf } from '../../src/gateway/1-accept/operations/persisted-queries.ts';
import { readManifest } from '../../src/gateway/1-accept/operations/read-manifest.ts';
import { Safelist } from '../../src/gateway/1-accept/operations/safelist.ts';
import { attacks } from '../attacks/requests.ts';
import { openGateway } from './support/gateway.ts';
import { openBooks } from './support/subgraph.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/hardening.md', import.meta.url)), 'utf8');
const [digestExample = '', manifestExample = ''] = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) => text);

async function gatewayOver(settings: Parameters<typeof openGateway>[1]) {
  const books = await openBooks();
  const gateway = await openGateway([books], { limits: defaultLimits(), ...settings });
  onTestFinished(async () => {
    await gateway.close();
    await books.close();
  });
  return async (body: string) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
    return (await response.json()) as { data?: unknown; errors?: { extensions: { code: string } }[] };
  };
}

it('the digest of the page is asked for with its text, and known from then on', async () => {
  const post = await gatewayOver({ persistedQueries: { ttlMs: 60_000 } });
  const code = async () => (await post(digestExample)).errors?.[0]?.extensions.code;
  expect(await code()).toBe('PERSISTED_QUERY_NOT_FOUND');
  const whole = { query: '{__typename}', ...(JSON.parse(digestExample) as object) };
  expect(await post(JSON.stringify(whole))).toEqual({ data: { __typename: 'Query' } });
  expect(await post(digestExample)).toEqual({ data: { __typename: 'Query' } });
});

it('the manifest of the page is one, and its id is the digest that clients send', async () => {
  const manifest = readManifest(manifestExample);
  const operations = manifest.kind === 'read' ? manifest.operations : [];
  expect(operations.map(({ text }) => digestOf(text))).toEqual(operations.map(({ id }) => id));
  const post = await gatewayOver({ safelist: new Safelist(operations, { requireId: false }) });
  expect(await post(JSON.stringify({ documentId: operations[0]?.id }))).toEqual({ data: { __typename: 'Query' } });
  expect((await post('{"query":"{__typename}"}')).errors?.[0]?.extensions.code).toBe('QUERY_NOT_IN_SAFELIST');
});

it('every code that a request is refused with stands on the page', () => {
  const codes = new Set(attacks.flatMap(({ code }) => code ?? []));
  const elsewhere = ['BAD_USER_INPUT', 'OPERATION_RESOLUTION_FAILURE'];
  expect([...codes].filter((code) => !page.includes(`\`${code}`) && !elsewhere.includes(code))).toEqual([]);
});

it('the list of attacks has as many as the page says', () => expect(attacks.length).toBeGreaterThan(100));
