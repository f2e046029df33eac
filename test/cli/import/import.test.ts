import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProject } from '../../../src/cli/project/open-project.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { memoryLog } from '../../gateway/support/gateway.ts';
import { recordedRun } from '../recorded-run.ts';

const samples = fileURLToPath(new URL('./samples/', import.meta.url));

interface Report {
  readonly written?: readonly string[];
  readonly made: Readonly<Record<string, number>>;
  readonly environment: readonly { readonly name: string; readonly secret: boolean }[];
  readonly gaps: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly help?: string;
    readonly where: string;
  }[];
  readonly lint: { readonly errors: number; readonly warnings: number } | null;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'fedpass-import-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function imported(words: readonly string[], cwd = folder()) {
  const { status, out, err } = await recordedRun(['import', ...words, '--json'], { cwd });
  return {
    status,
    err,
    report: (out === '' ? undefined : JSON.parse(out)) as Report,
    cwd,
    text: (file: string) => readFileSync(join(cwd, file), 'utf8'),
  };
}

/** The configuration as a gateway reads it, with all of the listed variables set. */
function load(cwd: string, { environment }: Report, over: Readonly<Record<string, string>> = {}) {
  const env = { ...Object.fromEntries(environment.map(({ name }) => [name, `value-of-${name.toLowerCase()}`])), ...over };
  const { config, findings } = loadConfig('fedpass.yaml', env, 'check', cwd);
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([]);
  if (config === undefined) throw new Error('the configuration does not load');
  return config;
}

const codes = ({ gaps }: Report): readonly string[] => gaps.map(({ code, where }) => `${code} ${where.replace(/^.*: /, '')}`).sort();

function everyFile(at: string): string {
  return readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

describe('an export of the portal', () => {
  it('becomes a project that loads and is sound, with every gap named', async () => {
    const { status, report, cwd, text } = await imported([join(samples, 'portal/template.json')]);
    expect(status).toBe(1);
    expect(report.made).toEqual({ apis: 2, backends: 3, namedValues: 4, products: 1, subscriptions: 1, providers: 2, connections: 2 });
    expect(report.lint).toMatchObject({ errors: 0, warnings: 0 });
    expect(codes(report)).toEqual([
      'import/api-kind resources[13]',
      'import/api-path resources[12]',
      'import/api-revision resources[11]',
      'import/authorization-forwarding apis',
      'import/backend resources[8]',
      'import/backend resources[9]',
      'import/consent resources[34]',
      'import/decoration resources[25]',
      'import/decoration resources[29]',
      'import/issuers authorizationProviders',
      'import/key-vault resources[6]',
      'import/kind resources[28]',
      'import/operations-unknown resources[12]',
      'import/product-policy resources[24]',
      'import/renamed resources[12]',
      'import/secret resources[33]',
      'import/secret resources[5]',
      'import/subscription resources[27]',
    ]);
    const config = load(cwd, report);
    expect(config.apis['orders']).toMatchObject({ path: '/orders', url: 'https://orders.contoso.example/v2' });
    expect(config.identity.gateway?.objectId).toBe('5d0d6f0a-2b53-4b8b-9c39-0d3a0b0f5a11');
    expect(config.providers['orders']?.connections['default']?.accessPolicies).toMatchObject({ service: { kind: 'gateway' } });
    expect(config.providers['github']?.connections['org']?.accessPolicies).toMatchObject({ operators: { kind: 'identity' } });
    expect(text('policies/global.xml')).toContain('X-Forwarded-By');
  });

  it('writes no secret, and lists what to set', async () => {
    const { report, cwd } = await imported([join(samples, 'portal/template.json')]);
    expect(everyFile(cwd)).not.toContain('not-to-be-written');
    expect(JSON.stringify(report)).not.toContain('not-to-be-written');
    expect(report.environment.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
      'GITHUB_CLIENT_SECRET',
      'NAMED_VALUE_BILLING_KEY',
      'NAMED_VALUE_PARTNER_KEY',
      'NAMED_VALUE_SIGNING_PASSWORD',
      'ORDERS_DEFAULT_CLIENT_SECRET',
      'SUBSCRIPTION_ACME_KEY',
    ]);
  });

  it('merges what operations do around the API, by a choose on the operation', async () => {
    const { text } = await imported([join(samples, 'portal/template.json')]);
    const orders = text('policies/apis/orders.xml');
    const at = (part: string): number => orders.indexOf(part);
    expect(at('reason="OK"')).toBeGreaterThan(0);
    expect(at('reason="OK"')).toBeLessThan(at('<base />'));
    expect(at('rate-limit-by-key')).toBeGreaterThan(at('include-fragment'));
    expect(at('X-Created')).toBeGreaterThan(at('{{environment}}'));
    expect(orders.match(/== "create"\)'>\s+<rate-limit-by-key/)).not.toBeNull();
  });
});

describe('what `az bicep build` makes', () => {
  const words = [join(samples, 'bicep/main.json'), '--parameters', join(samples, 'bicep/main.parameters.json')];

  it('is read with its modules; what is not known comes from the environment', async () => {
    const { status, report, cwd, text } = await imported(words);
    expect(status).toBe(0);
    expect(report.made).toMatchObject({ apis: 1, backends: 1, namedValues: 2, providers: 1, connections: 2 });
    expect(report.lint).toMatchObject({ errors: 0, warnings: 0 });
    const config = load(cwd, report, { SHOP_HOST: 'shop.example', ENVIRONMENT_AUTHENTICATION_LOGIN_ENDPOINT: 'https://login.example/' });
    expect(config.backends['shop']).toEqual({ kind: 'address', url: 'https://shop.example/api' });
    // The outputs of one module are the parameters of another: the identity of the service is the gateway's own.
    for (const id of ['default', 'batch'])
      expect(Object.values(config.providers['shop']?.connections[id]?.accessPolicies ?? {})).toEqual([{ kind: 'gateway' }]);
    expect(text('policies/apis/shop.xml')).toContain('<value>{{subscription-tenant-id}}</value>');
    expect(text('policies/apis/shop.xml')).toContain('"list-items"');
  });

  it('is asked less when more is given', async () => {
    const { report, cwd } = await imported([
      ...words,
      '--set',
      'shopHost=shop.contoso.example',
      'location=West Europe',
      'subscription.tenantId=0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22',
      'environment.authentication.loginEndpoint=https://login.microsoftonline.com/',
    ]);
    expect(report.environment.map(({ name }) => name)).toEqual(['SHOP_BATCH_CLIENT_SECRET', 'SHOP_DEFAULT_CLIENT_SECRET']);
    const config = load(cwd, report);
    expect(config.namedValues['region']).toEqual({ kind: 'plain', value: 'westeurope' });
    expect(config.providers['shop']?.parameters['tokenUrl']).toBe(
      'https://login.microsoftonline.com/0b5c1b1e-7d0f-4a55-8f0e-5d9d0f8a2c22/oauth2/v2.0/token',
    );
  });
});

describe('a folder of APIOps', () => {
  it('becomes a project that loads and is sound', async () => {
    const { status, report, cwd, text } = await imported([join(samples, 'apiops')]);
    expect(status).toBe(1);
    expect(report.lint).toMatchObject({ errors: 0, warnings: 0 });
    expect(codes(report)).toEqual([
      'import/api-kind apis/graph/apiInformation.json',
      'import/authorization-forwarding apis',
      'import/backend backends/weather/backendInformation.json',
      'import/decoration products/public/groups/developers/productGroupInformation.json',
      'import/decoration tags/weather/tagInformation.json',
      'import/kind apis/graph/resolvers/user/resolverInformation.json',
      'import/kind diagnostics/applicationinsights/diagnosticInformation.json',
      'import/kind gateways/edge/gatewayInformation.json',
    ]);
    const config = load(cwd, report);
    expect(config.apis['weather']).toMatchObject({ path: '/weather/v2', url: 'https://weather.contoso.example' });
    expect(config.callers.subscriptions['team']).toMatchObject({ product: 'public' });
    expect(text('policies/apis/weather.xml')).toMatch(/"alerts"\)'>\s+<cache-lookup/);
    expect(text('policies/fragments/tenant.xml')).toContain('{{tenant-key}}');
  });
});

/** A template with these resources below a service. */
const template = (resources: readonly object[], more: object = {}): string =>
  JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    resources: resources.map((resource) => ({ apiVersion: '2024-05-01', ...resource })),
    ...more,
  });
const served = (): object =>
  resource('apis', 'served', { path: 'served', serviceUrl: 'https://served.example', subscriptionRequired: false });
const resource = (type: string, name: string, properties: object): object => ({
  type: `Microsoft.ApiManagement/service/${type}`,
  name: `contoso/${name}`,
  properties,
});

async function importedText(text: string, words: readonly string[] = []) {
  const cwd = folder();
  writeFileSync(join(cwd, 'template.json'), text);
  return imported(['template.json', ...words], cwd);
}

describe('what was served goes on being guarded', () => {
  it('an imported API is served, and refuses what API Management refused', async () => {
    const backend = createServer((request, response) =>
      response.end(JSON.stringify({ url: request.url, operation: request.headers['x-operation'] })),
    );
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void backend.close());
    const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/v1`;
    const wrapped =
      '<policies><inbound><base /><set-header name="X-Operation" exists-action="override"><value>get</value></set-header></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>';
    const noBase =
      '<policies><inbound><set-header name="X-Operation"><value>lost</value></set-header></inbound><backend><base /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>';
    const { report, cwd } = await importedText(
      template([
        resource('apis', 'shop', { path: 'shop', serviceUrl: url }),
        resource('apis/operations', 'shop/get', { method: 'GET', urlTemplate: '/items/{id}' }),
        resource('apis/operations', 'shop/new', { method: 'GET', urlTemplate: '/items/new' }),
        resource('apis/operations', 'shop/lost', { method: 'GET', urlTemplate: '/items/lost' }),
        resource('apis/operations/policies', 'shop/get/policy', { value: wrapped, format: 'rawxml' }),
        resource('apis/operations/policies', 'shop/lost/policy', { value: noBase, format: 'rawxml' }),
        resource('products', 'gold', { displayName: 'Gold' }),
        resource('products', 'other', { displayName: 'Other' }),
        resource('products/apis', 'gold/shop', {}),
        resource('subscriptions', 'acme', { scope: '/products/gold' }),
        resource('subscriptions', 'else', { scope: '/products/other' }),
      ]),
    );
    const open = await openProject({
      config: join(cwd, 'fedpass.yaml'),
      cwd,
      env: { SUBSCRIPTION_ACME_KEY: 'key-of-acme', SUBSCRIPTION_ELSE_KEY: 'key-of-else' },
      port: 0,
      introspection: 'nobody',
      log: memoryLog([]),
    });
    onTestFinished(() => open.close());
    expect(report.lint).toMatchObject({ errors: 0 });
    const call = async (path: string, key?: string, method = 'GET') => {
      const answer = await fetch(`${open.gateway.url}${path}`, {
        method,
        headers: key === undefined ? {} : { 'ocp-apim-subscription-key': key },
      });
      return [answer.status, answer.status === 200 ? await answer.json() : undefined];
    };
    expect(await call('/shop/items/7', 'key-of-acme')).toEqual([200, { url: '/v1/items/7', operation: 'get' }]);
    // The more exact operation is met, and has no policies of its own.
    expect(await call('/shop/items/new', 'key-of-acme')).toEqual([200, { url: '/v1/items/new' }]);
    expect(await call('/shop/items/7')).toEqual([401, undefined]);
    expect(await call('/shop/items/7', 'key-of-else')).toEqual([401, undefined]);
    expect(await call('/shop/admin', 'key-of-acme')).toEqual([404, undefined]);
    expect(await call('/shop/items/7', 'key-of-acme', 'DELETE')).toEqual([404, undefined]);
    // Policies that could not be merged may be what kept somebody out.
    expect(await call('/shop/items/lost', 'key-of-acme')).toEqual([501, undefined]);
    // There is no graph, and the gateway says so.
    const graph = await fetch(`${open.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await graph.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    ['a section that is missing', '<policies><backend><base /></backend></policies>'],
    ['an empty section', '<policies><inbound /><backend><base /></backend></policies>'],
    ['an empty section with an end tag', '<policies><inbound></inbound></policies>'],
  ])('%s gets the guard, too', async (_name, value) => {
    const { report, text } = await importedText(
      template([
        resource('apis', 'shop', { path: 'shop', serviceUrl: 'https://shop.example' }),
        resource('apis/operations', 'shop/get', { method: 'GET', urlTemplate: '/items' }),
        resource('apis/policies', 'shop/policy', { value, format: 'rawxml' }),
      ]),
    );
    expect(report.lint).toMatchObject({ errors: 0 });
    expect(text('policies/apis/shop.xml')).toMatch(/<inbound>\s+<!-- Requests belong[\s\S]*code="401"[\s\S]*<\/inbound>/);
  });

  it('policies that are not in the export may have kept somebody out: everything is refused until they are there', async () => {
    const link = { value: 'https://store.example/policy.xml', format: 'rawxml-link' };
    const { report, text } = await importedText(
      template([
        resource('apis', 'shop', { path: 'shop', serviceUrl: 'https://shop.example' }),
        resource('apis/policies', 'shop/policy', link),
        resource('policies', 'policy', link),
      ]),
    );
    expect(codes(report).filter((code) => code.startsWith('import/policy-link'))).toHaveLength(2);
    for (const file of ['global', 'apis/shop']) expect(text(`policies/${file}.xml`)).toContain('code="501"');
  });

  it('an API that nothing opens is open to nobody', async () => {
    const { report, text } = await importedText(
      template([
        resource('apis', 'shop', { path: 'shop', serviceUrl: 'https://shop.example' }),
        resource('products', 'other', {}),
        resource('subscriptions', 'else', { scope: '/products/other' }),
      ]),
    );
    expect(codes(report)).toContain('import/api-closed resources[0]');
    expect(text('policies/apis/shop.xml')).toMatch(/'@\(true\)'>\s+<return-response>\s+<set-status code="401"/);
  });
});

describe('what is not known', () => {
  it('a name is asked for, and its resource left out until then', async () => {
    const text = template(
      [
        {
          type: 'Microsoft.ApiManagement/service/apis',
          name: "[concat('contoso/', parameters('api'))]",
          properties: { path: 'a', serviceUrl: 'https://a.example' },
        },
        resource('namedValues', 'a', { displayName: 'a', value: 'b' }),
      ],
      { parameters: { api: { type: 'string' } } },
    );
    const without = await importedText(text);
    expect([without.status, without.report.made['apis']]).toEqual([1, 0]);
    expect(without.report.gaps.find(({ code }) => code === 'import/name-unknown')?.help).toContain('--set api=…');
    const given = await importedText(text, ['--set', 'api=shop']);
    expect([given.status, given.report.made['apis']]).toEqual([0, 1]);
  });

  it('a secret of a template is a secret named value', async () => {
    const text = template([served(), resource('namedValues', 'a', { displayName: 'plain-name', value: "[parameters('text')]" })], {
      parameters: { text: { type: 'securestring', defaultValue: 'not-to-be-written' } },
    });
    const { report, cwd, text: read } = await importedText(text);
    expect(report.environment).toMatchObject([{ name: 'TEXT', secret: true }]);
    expect(read('fedpass.yaml')).not.toContain('not-to-be-written');
    expect(load(cwd, report).namedValues['plain-name']?.kind).toBe('secret');
  });

  it('what looks like a reference of ours in an export is a text', async () => {
    const { report, cwd } = await importedText(
      template([served(), resource('namedValues', 'a', { displayName: 'a', value: '${env.HOME} ${file:/etc/passwd}' })]),
    );
    expect(load(cwd, report).namedValues['a']).toEqual({ kind: 'plain', value: '${env.HOME} ${file:/etc/passwd}' });
  });
});

describe('writing', () => {
  const small = template([
    resource('namedValues', 'a', { displayName: 'a', value: 'b' }),
    resource('policyFragments', 'f', { value: '<fragment><trace source="a"><message>b</message></trace></fragment>' }),
  ]);

  it('never replaces what is there, unless it is said so', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'template.json'), small);
    writeFileSync(join(cwd, 'fedpass.yaml'), 'mine\n');
    const refused = await recordedRun(['import', 'template.json'], { cwd });
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('`fedpass.yaml` is there already')]);
    expect([readFileSync(join(cwd, 'fedpass.yaml'), 'utf8'), existsSync(join(cwd, 'policies'))]).toEqual(['mine\n', false]);
    const forced = await recordedRun(['import', 'template.json', '--force'], { cwd });
    expect(forced.out).toContain('Imported template.json');
    expect(readFileSync(join(cwd, 'fedpass.yaml'), 'utf8')).toContain('namedValues:');
    expect(readdirSync(cwd).sort()).toEqual(['fedpass.yaml', 'policies', 'template.json']);
  });

  it('writes all or nothing', async () => {
    const cwd = folder();
    writeFileSync(join(cwd, 'template.json'), small);
    writeFileSync(join(cwd, 'fedpass.yaml'), 'mine\n');
    // A file stands where a folder must be.
    writeFileSync(join(cwd, 'policies'), 'in the way\n');
    const { status, err } = await recordedRun(['import', 'template.json', '--force'], { cwd });
    expect([status, err]).toEqual([2, expect.stringContaining('nothing was changed')]);
    expect(readFileSync(join(cwd, 'fedpass.yaml'), 'utf8')).toBe('mine\n');
    expect(readdirSync(cwd).sort()).toEqual(['fedpass.yaml', 'policies', 'template.json']);
  });

  it('--dry-run writes nothing', async () => {
    const { report, cwd } = await importedText(small, ['--dry-run']);
    expect(report).toMatchObject({ wouldWrite: ['fedpass.yaml', 'policies/fragments/f.xml'], lint: null });
    expect(readdirSync(cwd)).toEqual(['template.json']);
  });

  it.each([
    ['nothing.json', 'there is no `nothing.json`'],
    ['main.bicep', 'compile it first'],
    ['empty.json', 'holds nothing of API Management'],
    ['parameters.json', 'is a file of parameters'],
    ['broken.json', 'is not JSON'],
    ['empty', 'holds nothing of API Management'],
  ])('%s is refused in one sentence', async (name, sentence) => {
    const cwd = folder();
    writeFileSync(join(cwd, 'main.bicep'), 'param a string');
    writeFileSync(join(cwd, 'empty.json'), template([]));
    writeFileSync(join(cwd, 'parameters.json'), '{"$schema": "https://x/deploymentParameters.json#", "parameters": {}}');
    writeFileSync(join(cwd, 'broken.json'), '{');
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(cwd, 'empty'));
    const { status, err } = await recordedRun(['import', name], { cwd });
    expect([status, err]).toEqual([2, expect.stringContaining(sentence)]);
  });

  it('a fragment or an API cannot lead out of the folder', async () => {
    const { report, cwd } = await importedText(
      template([
        { type: 'Microsoft.ApiManagement/service/policyFragments', name: 'contoso/..\\..\\evil', properties: { value: '<fragment />' } },
        resource('apis', '__proto__', { path: '../../etc', serviceUrl: 'https://a.example' }),
      ]),
    );
    expect(readdirSync(join(cwd, 'policies'), { recursive: true }).sort()).toEqual(['apis', 'apis/x-__proto__.xml']);
    expect(report.made['apis']).toBe(1);
  });
});

describe('the report', () => {
  it('is for people to read', async () => {
    const cwd = folder();
    const { out } = await recordedRun(['import', join(samples, 'portal/template.json'), '--out', 'gateway'], { cwd });
    for (const part of [
      'into gateway\n  2 APIs, 3 backends, 4 named values, 1 product, 1 subscription, 2 providers, 2 connections\n',
      'Set 6 environment variables before the start\n',
      '  GITHUB_CLIENT_SECRET          secret  `clientSecret` of `providers.github`\n',
      'error: the policies of the product `starter` are not imported: there is no scope of products here [import/product-policy]\n  at template.json: resources[24]\n',
      'Checked as `fedpass lint` does\n',
    ])
      expect(out).toContain(part);
  });
});
