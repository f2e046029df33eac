import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordedRun } from '../recorded-run.ts';

type Properties = Readonly<Record<string, unknown>>;

const resource = (type: string, name: string, properties: Properties): object => ({
  type: `Microsoft.ApiManagement/service/${type}`,
  name: `contoso/${name}`,
  properties,
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'fedpass-import-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

interface Imported {
  readonly status: number;
  /** The configuration that was written. */
  readonly config: string;
  /** All that was written and said. */
  readonly everything: string;
  readonly gaps: readonly { readonly code: string; readonly message: string }[];
}

async function imported(...resources: readonly object[]): Promise<Imported> {
  const cwd = folder();
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources,
  };
  writeFileSync(join(cwd, 'template.json'), JSON.stringify(template));
  const { status, out, err } = await recordedRun(['import', 'template.json', '--json'], { cwd });
  rmSync(join(cwd, 'template.json'));
  const files = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const { gaps } = JSON.parse(out) as Pick<Imported, 'gaps'>;
  return { status, gaps, config: readFileSync(join(cwd, 'fedpass.yaml'), 'utf8'), everything: [...files, out, err].join('\n') };
}

const shop = resource('apis', 'shop', { path: 'shop', serviceUrl: 'https://shop.example', subscriptionRequired: true });

describe('a named value', () => {
  it.each<[string, string, Properties, boolean]>([
    ['that is none', 'colour', { secret: false }, true],
    ['that the service calls a secret', 'colour', { secret: true }, false],
    ['that is called like one', 'partner-password', { secret: false }, false],
    ['that is called like one, and of which nothing is said', 'api_key', {}, false],
  ])('%s is written out: %s', async (_what, displayName, more, isWritten) => {
    const { everything, config } = await imported(shop, resource('namedValues', 'one', { displayName, value: 'canary', ...more }));
    expect(everything.includes('canary')).toBe(isWritten);
    expect(/secret: "?\$\{env\./.test(config)).toBe(!isWritten);
  });
});

describe('a subscription', () => {
  it.each([
    ['active', true],
    ['suspended', false],
    ['cancelled', false],
    ['expired', false],
    ['rejected', false],
    ['submitted', false],
  ])('that is %s opens something: %s', async (state, isOpen) => {
    const { config, gaps, everything } = await imported(
      shop,
      resource('subscriptions', 'partner', { scope: '/apis/shop', displayName: 'Partner', state, primaryKey: 'canary' }),
    );
    expect(/^ {4}partner:/m.test(config)).toBe(isOpen);
    expect(gaps.some(({ code }) => code === 'import/subscription')).toBe(!isOpen);
    expect(everything).not.toContain('canary');
  });
});

it('an API that an open product opens is told', async () => {
  const { gaps } = await imported(
    shop,
    resource('products', 'free', { displayName: 'Free', subscriptionRequired: false }),
    resource('products/apis', 'free/shop', {}),
  );
  expect(gaps.map(({ code }) => code)).toContain('import/open-product');
});

it.each(['..', 'a:b', '<x>', '__proto__'])('a provider whose id is %j is left out, and told', async (id) => {
  const properties = { identityProvider: 'github', oauth2: { grantTypes: { authorizationCode: { clientId: 'c', scopes: 'repo' } } } };
  const { config, gaps } = await imported(shop, {
    ...resource('authorizationProviders', 'x', properties),
    name: `contoso/${id}`,
  });
  expect(config).not.toContain('identityProvider');
  expect(gaps.length).toBeGreaterThan(0);
});

it('a file that is too large is not read', async () => {
  const cwd = folder();
  writeFileSync(join(cwd, 'template.json'), '{');
  // Without a byte on disk.
  truncateSync(join(cwd, 'template.json'), 64 * 1024 * 1024 + 1);
  expect(await recordedRun(['import', 'template.json'], { cwd })).toMatchObject({
    status: 2,
    err: expect.stringContaining('is larger than 64 MiB'),
  });
});
