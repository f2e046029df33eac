import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probes } from '../../src/cli/doctor/probes/probes.ts';
import { settings } from '../../src/cli/doctor/settings/settings.ts';
import { recordedRun } from './recorded-run.ts';

const profile = fileURLToPath(new URL('../../deploy/production/', import.meta.url));
const key = 'the key of operations, which is long enough';

let tokens: Server;
let env: Readonly<Record<string, string>>;
const folders: string[] = [];

/** A server that would give tokens, and must not be asked for one. */
const asked: string[] = [];
beforeAll(async () => {
  tokens = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => tokens.listen(0, '127.0.0.1', resolve));
  const address = tokens.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  env = {
    CRM_URL: 'https://crm.example.com/graphql',
    CRM_TOKEN_URL: `http://127.0.0.1:${port}/token`,
    CRM_CLIENT_SECRET: 'client-secret-canary',
    OPERATIONS_KEY: key,
    STORE: 'file:state/credentials.db',
    METRICS_TOKEN: 'a token for metrics that is long enough',
    TRACE_KEY: 'a key for traces that is long enough, too',
  };
});
afterAll(() => {
  tokens.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The profile that is shipped, with changes. */
function project(changes: Readonly<Record<string, (text: string) => string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'fedpass-test-'));
  folders.push(folder);
  cpSync(profile, folder, { recursive: true });
  // Whatever the umask was under which the profile was checked out.
  for (const name of ['.', 'policies', 'fedpass.yaml']) chmodSync(join(folder, name), name === 'fedpass.yaml' ? 0o644 : 0o755);
  for (const [name, change] of Object.entries(changes)) writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
  return folder;
}

interface Report {
  readonly healthy: boolean;
  readonly checks: readonly { readonly code: string; readonly status: string; readonly found: string; readonly right?: string }[];
}

async function doctor(folder: string, more: Readonly<Record<string, string>> = {}, words: readonly string[] = []) {
  const header = `Ocp-Apim-Subscription-Key: ${key}`;
  const run = await recordedRun(['doctor', '--json', '--header', header, ...words], { cwd: folder, env: { ...env, ...more } });
  return { ...run, report: JSON.parse(run.out === '' ? '{"checks":[]}' : run.out) as Report };
}

const codes = ({ checks }: Report, status: string): readonly string[] =>
  checks.filter((check) => check.status === status).map(({ code }) => code);

describe('fedpass doctor', () => {
  it('is green on the profile for production, and asks for no token', async () => {
    const { status, report, err, out } = await doctor(project());
    expect(codes(report, 'failed')).toEqual([]);
    expect([status, report.healthy, err]).toEqual([0, true, '']);
    // What is not told with certainty here is what this machine has not: a public address, Redis, a key file that is in use.
    expect(codes(report, 'skipped')).toEqual(
      expect.arrayContaining([
        'doctor/management',
        'doctor/tls',
        'doctor/key-file',
        'doctor/key-age',
        'doctor/store-file',
        'doctor/redis-tls',
      ]),
    );
    for (const code of [
      'doctor/introspection',
      'doctor/csrf',
      'doctor/limit-depth',
      'doctor/limit-aliases',
      'doctor/limit-root-fields',
      'doctor/limit-directives',
      'doctor/limit-tokens',
      'doctor/limit-body',
      'doctor/get-mutations',
      'doctor/methods',
      'doctor/echoes',
      'doctor/operations',
      'doctor/batch',
      'doctor/errors',
      'doctor/headers',
    ])
      expect(codes(report, 'ok')).toContain(code);
    expect(asked.filter((line) => line.includes('/token'))).toEqual([]);
    for (const secret of [key, ...Object.values(env).filter((value) => value.includes('canary') || value.includes('long enough'))])
      expect(out).not.toContain(secret);
  });

  it('is red on one that was loosened everywhere, and says where', async () => {
    const folder = project({
      'fedpass.yaml': (text) =>
        text
          .replace('https://graph.example.com\n  trusted', 'http://graph.example.com\n  trusted')
          .replace('introspection: { claim: roles, anyOf: [graph-developer] }', 'introspection: everyone')
          .replace('"${env.CRM_CLIENT_SECRET}"', 'written-out-for-all')
          .replace(
            'limits: {',
            'egress: { allow: ["169.254.169.254"] }\nlimits: { batch: 100, requestBody: 1gb, queryTokens: 1000000, operation: { depth: 1000, aliases: 100000, rootFields: 100000, directives: 100000 },',
          ),
      'policies/global.xml': (text) =>
        text.replace('<inbound>', '<inbound><cors><allowed-origins><origin>*</origin></allowed-origins></cors>'),
    });
    chmodSync(join(folder, 'fedpass.yaml'), 0o666);
    const { status, report } = await doctor(folder, { NODE_TLS_REJECT_UNAUTHORIZED: '0', CRM_TOKEN_URL: 'http://127.0.0.1:1/token' });
    expect([status, report.healthy]).toEqual([1, false]);
    expect([...codes(report, 'failed')].sort()).toEqual(
      [
        'doctor/batch',
        'doctor/config-file',
        'doctor/cors',
        'doctor/egress',
        'doctor/environment',
        'doctor/hints',
        'doctor/introspection',
        'doctor/limit-aliases',
        'doctor/limit-body',
        'doctor/limit-depth',
        'doctor/limit-directives',
        'doctor/limit-root-fields',
        'doctor/limit-tokens',
        'doctor/listen',
        'doctor/literal-secrets',
        'doctor/providers',
      ].sort(),
    );
    for (const { status: each, right } of report.checks) expect(right !== undefined).toBe(each === 'failed' || each === 'warning');
  });

  it('prints what is wrong with what would be right, for a person', async () => {
    const folder = project({ 'fedpass.yaml': (text) => text.replace('limits: {', 'limits: { batch: 100,') });
    const { status, out } = await recordedRun(['doctor', '--header', `Ocp-Apim-Subscription-Key: ${key}`], { cwd: folder, env });
    expect(status).toBe(1);
    expect(out).toMatch(/^failed {3}doctor\/batch +one request cannot carry many operations: an array of 100 operations is answered$/m);
    expect(out).toMatch(/^ +right: leave `limits\.batch` at `0`, or small$/m);
    expect(out).toMatch(/^not fit for production: \d+ ok, \d+ warnings, 1 failed, \d+ skipped$/m);
  });

  it('probes a gateway that runs elsewhere, and is red when nothing answers there', async () => {
    const { status, report } = await doctor(project(), {}, ['--url', 'http://127.0.0.1:1']);
    expect(status).toBe(1);
    expect(report.checks.find(({ code }) => code === 'doctor/health')).toMatchObject({
      status: 'failed',
      found: 'it could not be told (ECONNREFUSED)',
    });
  });

  it.each([
    [['--url', 'graph.example.com'], 'is no address of a gateway'],
    [['--header', 'secret-canary'], '--header is no header'],
  ])('refuses %j with one sentence', async (words, sentence) => {
    const { status, err } = await recordedRun(['doctor', ...words], { cwd: project(), env });
    expect([status, err.includes(sentence), err.includes('secret-canary')]).toEqual([2, true, false]);
  });

  it('has a code of its own for each check', () => {
    const all = [...probes, ...settings].map(({ code }) => code);
    expect(all.filter((code, index) => all.indexOf(code) !== index || !/^doctor\/[a-z-]+$/.test(code))).toEqual([]);
  });
});
