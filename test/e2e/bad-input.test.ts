import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../support/program.ts';
import { type Files, makeFolder, projectFolder } from '../support/project-folder.ts';

const canary = 'cAnary-client-secret';
const env = { CRM_SECRET: canary, ORG_KEY: `${canary}-2` };

const configuration = `subgraphs: { crm: { url: "http://127.0.0.1:1/graphql" } }
namedValues: { org: { value: contoso }, key: { secret: "\${env.ORG_KEY}" } }
providers:
  crm:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "http://127.0.0.1:1/token" }
    connections:
      main: { parameters: { clientId: me, clientSecret: "\${env.CRM_SECRET}" }, accessPolicies: { gateway: { gateway: true } } }
`;
const good: Files = {
  'fedpass.yaml': configuration,
  'subgraphs/crm/schema.graphql': 'type Query { a: String }\n',
  'policies/subgraphs/crm.xml': `<policies>
  <inbound>
    <base />
    <get-authorization-context provider-id="crm" authorization-id="main" context-variable-name="auth" />
    <set-header name="X-Key"><value>{{key}}</value></set-header>
  </inbound>
</policies>
`,
};

/** The content of every file below a folder. */
const contents = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );

/** Runs the program in a folder and checks what holds of every refusal: no result, no stack, no secret, nothing overwritten. */
async function refusal(words: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}) {
  const before = contents(cwd);
  const { status, out, err } = await run(words, { cwd, env: { ...env, ...more } }).ended();
  expect(err).not.toMatch(/\n\s+at |Error:|internal error/);
  expect(`${out}${err}`).not.toContain(canary);
  const after = contents(cwd);
  expect(Object.fromEntries(Object.keys(before).map((name) => [name, after[name]]))).toEqual(before);
  return { status, out, err };
}

interface Finding {
  readonly severity: string;
  readonly code: string;
  readonly file: string;
  readonly help?: string;
  readonly range: { readonly start: { readonly offset: number }; readonly end: { readonly offset: number } };
}

describe('broken documents', () => {
  const xml = `<policies>
  <inbound>
    <base />
    <set-header nam="X-A"><value>a</value></set-header>
    <set-header name="X-B"><value>@(context.Request.Method + )</value></set-header>
    <set-header name="X-C"><value>@(context.Request.Methd)</value></set-header>
    <set-header name="X-D"><value>@("a" - 1)</value></set-header>
    <include-fragment fragment-id="temm" />
    <set-header name="X-E"><value>{{orgg}}</value></set-header>
    <get-authorization-context provider-id="crmm" authorization-id="main" context-variable-name="a" />
    <get-authorization-context provider-id="crm" authorization-id="mian" context-variable-name="b" />
    <set-heder name="X-F"><value>f</value></set-heder>
  </inbound>
</policies>
`;
  const files: Files = {
    ...good,
    'policies/subgraphs/crm.xml': xml,
    'policies/subgraphs.xml': '<policies><inbound><set-method>GET</set-metod></inbound></policies>\n',
    'policies/fragments/team.xml': '<fragment><set-header name="X-A><value>a</value></set-header></fragment>\n',
  };
  const expected: readonly (readonly [file: string, code: string, part: string, help: string | undefined])[] = [
    ['policies/fragments/team.xml', 'xml/unclosed-attribute-value', '"X-A', 'end the value with the quote it starts with'],
    ['policies/subgraphs.xml', 'xml/mismatched-tag', '</set-metod>', expect.any(String)],
    ['policies/subgraphs/crm.xml', 'attribute/unknown', 'nam', 'did you mean `name`?'],
    ['policies/subgraphs/crm.xml', 'csharp/expected-expression', '', undefined],
    ['policies/subgraphs/crm.xml', 'csharp/unknown-member', 'Methd', 'did you mean `Method`?'],
    ['policies/subgraphs/crm.xml', 'csharp/binary-operator', '"a" - 1', undefined],
    ['policies/subgraphs/crm.xml', 'fragment/unknown', 'temm', 'did you mean `team`?'],
    ['policies/subgraphs/crm.xml', 'named-value/unknown', '{{orgg}}', 'did you mean `org`?'],
    ['policies/subgraphs/crm.xml', 'provider/unknown', 'crmm', 'did you mean `crm`?'],
    ['policies/subgraphs/crm.xml', 'connection/unknown', 'mian', 'did you mean `main`?'],
    ['policies/subgraphs/crm.xml', 'policy/unknown', 'set-heder', 'did you mean <set-header>?'],
  ];

  it('are all reported in one run, each at its exact range', async () => {
    const { status, out } = await lintJson();
    expect(status).toBe(1);
    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly Finding[] };
    expect(
      diagnostics
        // The linter's rules have more to say.
        .filter(({ severity }) => severity === 'error')
        .map(({ file, code, range, help }) => [file, code, (files[file] ?? '').slice(range.start.offset, range.end.offset), help]),
    ).toEqual(expected);
  });

  const lintJson = () => refusal(['lint', '--format', 'json'], projectFolder(files));

  it.each([
    ['start', '--port', '0'],
    ['compile', '--out', 'o'],
  ])('%s refuses them with the same findings', async (...words) => {
    const { status, err } = await refusal(words, projectFolder(files));
    expect(status).toBe(1);
    for (const [file, code] of expected) expect(err).toMatch(new RegExp(`^${file}:\\d+:\\d+: error: .*\\[${code}( CS\\d+)?\\]$`, 'm'));
  });
});

describe('what keeps the gateway from starting', () => {
  const { 'subgraphs/crm/schema.graphql': _schema, ...withoutSchema } = good;
  const withSettings = (from: string, to: string): Files => ({ ...good, 'fedpass.yaml': configuration.replace(from, to) });

  it.each<[what: string, files: Files, says: string | RegExp]>([
    [
      'YAML that is none',
      { ...good, 'fedpass.yaml': 'subgraphs: { crm: { url: \n' },
      /^fedpass\.yaml:1:\d+: error: .* \[config\/yaml-\w+\]\n/,
    ],
    ['an unknown key', withSettings('namedValues', 'namedValue'), /^fedpass\.yaml:2:1: error: .*\n(?:.*\n)*.*did you mean `namedValues`\?/],
    ['a value that cannot be', withSettings('"http://127.0.0.1:1/graphql"', '3'), /^fedpass\.yaml:1:26: error: /],
    ['a variable that is not set', withSettings('ORG_KEY', 'NOT_SET'), /^fedpass\.yaml:2:57: error: `\$\{env\.NOT_SET\}` is not set /],
    [
      'a secret file that is not there',
      withSettings('${env.ORG_KEY}', '${file:/nowhere/key}'),
      /^fedpass\.yaml:2:57: error: .*\/nowhere\/key/,
    ],
    [
      'an unknown identity provider',
      withSettings('oauth2', 'oauth3'),
      /^fedpass\.yaml:5:23: error: .*`oauth3` \[credential-provider\/unknown-kind\]/,
    ],
    [
      'a token endpoint without TLS',
      withSettings('http://127.0.0.1:1/token', 'http://login.example.com'),
      /^fedpass\.yaml:7:29: error: .*not an https URL/,
    ],
    ['a schema that is not there', withoutSchema, /^fedpass\.yaml:1:14: error: .* \[subgraph\/schema-missing\]/],
    [
      'a schema that is none',
      { ...good, 'subgraphs/crm/schema.graphql': 'type Query {\n  a: Strin }\n' },
      'subgraphs/crm/schema.graphql:2:6: error: unknown type Strin [composition/invalid-graphql]\n',
    ],
    [
      'schemas that do not compose',
      {
        ...withSettings('subgraphs: { ', 'subgraphs: { billing: { url: "http://127.0.0.1:2/graphql" }, '),
        'subgraphs/crm/schema.graphql': 'type Query { a: T }\ntype T { n: Int }\n',
        'subgraphs/billing/schema.graphql': 'type Query { b: T }\ntype T { n: String }\n',
      },
      /^subgraphs\/billing\/schema\.graphql:2:10: error: .* \[composition\/field-type-mismatch\]\n(?:.*\n)*.*subgraphs\/crm\/schema\.graphql:2:10: and here/,
    ],
    [
      'a store that is a folder',
      withStore('file:policies'),
      /^fedpass: file `.*policies` is a folder; name a file for the credential store\n$/,
    ],
    ['a store that is something else', withStore('file:fedpass.yaml'), /^fedpass: file `.*fedpass\.yaml` is not a database; .*\n$/],
    [
      'a Redis that does not answer',
      withStore('redis://user:cAnary-client-secret@127.0.0.1:1'),
      'fedpass: the credential store `redis://127.0.0.1:1` cannot be reached (ECONNREFUSED)\n',
    ],
  ])('%s: status 2, one clear answer', async (_what, files, says) => {
    const { status, out, err } = await refusal(['start', '--port', '0'], projectFolder(files));
    expect([status, out]).toEqual([2, '']);
    if (typeof says === 'string') expect(err).toContain(says);
    else expect(err).toMatch(says);
  });

  function withStore(store: string): Files {
    return { ...good, 'fedpass.yaml': `${configuration}store: "${store}"\n` };
  }
});

describe('a port that is taken', () => {
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer();
    port = await new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it.each(['start', 'dev'])('%s says so, and how to go on', async (command) => {
    const { status, out, err } = await refusal([command, '--port', String(port)], projectFolder(good));
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(new RegExp(`^fedpass: port ${port} .*in use.*\\n`));
    expect(err).toMatch(/--port|another port/);
  });
});

const replaceByFolder = (path: string): void => {
  rmSync(path);
  mkdirSync(path);
};

describe('the keys of a store that exists', () => {
  let folder: string;

  beforeAll(async () => {
    folder = makeFolder(good);
    const gateway = run(['start', '--port', '0'], { cwd: folder, env });
    await gateway.line((line) => line.startsWith('fedpass serves '));
    expect((await gateway.stop()).status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const otherKey = JSON.stringify({
    version: 1,
    keys: [{ kid: 'other', alg: 'A256KW', created: new Date().toISOString(), k: Buffer.alloc(32, 7).toString('base64url') }],
  });

  it.each<[what: string, change: (keys: string) => void, says: RegExp]>([
    ['missing', (keys) => rmSync(keys), /^fedpass: key file `.*keys\.json` does not exist; restore it.*\n$/],
    [
      'wrong',
      (keys) => writeFileSync(keys, otherKey),
      /^fedpass: .* was sealed with key `.*`, which is not in key file .*; put .* back\n$/,
    ],
    ['damaged', (keys) => writeFileSync(keys, '{ "version": 1'), /^fedpass: key file .* is damaged; restore it from a backup\n$/],
    [
      'readable by others',
      (keys) => chmodSync(keys, 0o644),
      /^fedpass: key file .* can be read or written by others \(mode 644\); run `chmod 600` on it\n$/,
    ],
    ['a folder', replaceByFolder, /^fedpass: key file .* is not a regular file\n$/],
  ])('%s: status 2, one sentence, and the store stays as it is', async (_what, change, says) => {
    const cwd = projectFolder({});
    cpSync(folder, cwd, { recursive: true, preserveTimestamps: true });
    change(join(cwd, '.fedpass', 'keys.json'));
    const { status, out, err } = await refusal(['start', '--port', '0'], cwd);
    expect([status, out]).toEqual([2, '']);
    expect(err).toMatch(says);
  });
});
