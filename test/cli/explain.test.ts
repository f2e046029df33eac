import { describe, expect, it } from 'vitest';
import { projectFolder } from '../support/project-folder.ts';
import { recordedRun } from './recorded-run.ts';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

/** Three subgraphs, one of them without a document of its own, and secrets that nobody has set. */
const files = {
  'fedpass.yaml': `
subgraphs:
  people: { url: "https://people.example/graphql" }
  books: { url: "https://books.example/graphql" }
  reviews: { url: "https://reviews.example/graphql" }
providers:
  directory:
    identityProvider: oauth2
    grantType: clientCredentials
    parameters: { tokenUrl: "https://login.example/token", scopes: people.read }
    connections:
      org:
        parameters: { clientId: fedpass, clientSecret: "\${env.NOBODY_SET_IT}" }
        accessPolicies: { gateway: { gateway: true } }
limits: { operation: { depth: 4, cost: 100 } }
`,
  'subgraphs/people/schema.graphql': `${link}type Query { me: Person people(first: Int): [Person!]! }\ntype Person @key(fields: "id") { id: ID! name: String! }\n`,
  'subgraphs/books/schema.graphql': `${link}type Query { newest: Book }\ntype Book { title: String! }\ntype Person @key(fields: "id") { id: ID! books: [Book!] }\n`,
  'subgraphs/reviews/schema.graphql': `${link}type Review { text: String! }\ntype Person @key(fields: "id") { id: ID! reviews: [Review!] }\n`,
  'policies/global.xml': `<policies>
  <inbound>
    <check-header name="X-Tenant" failed-check-httpcode="400" failed-check-error-message="no tenant" ignore-case="true" />
  </inbound>
  <backend><forward-request /></backend>
</policies>`,
  'policies/subgraphs.xml':
    '<policies><inbound><include-fragment fragment-id="who" /></inbound><backend><forward-request /></backend></policies>',
  'policies/fragments/who.xml': '<fragment><set-header name="User-Agent"><value>fedpass</value></set-header></fragment>',
  'policies/subgraphs/people.xml': `<policies>
  <inbound>
    <base />
    <get-authorization-context provider-id="directory" authorization-id="org" context-variable-name="auth" />
    <choose>
      <when condition="@(true)"><set-header name="A"><value>1</value></set-header></when>
      <otherwise><set-header name="B"><value>1</value></set-header></otherwise>
    </choose>
  </inbound>
  <backend><base /></backend>
</policies>`,
  'me.graphql': 'query Me { me { name books { title } reviews { text } } }\nquery Other { newest { title } }\n',
};

const explain = (words: readonly string[]) => recordedRun(['explain', ...words], { cwd: projectFolder(files) });

describe('fedpass explain', () => {
  it('shows the expression of a connection that only a call tells', async () => {
    const own = `<policies><inbound><get-authorization-context provider-id="directory" authorization-id='@("user-" +
      context.User.Id)' context-variable-name="auth" identity-type="jwt" identity="t" /></inbound><backend><forward-request /></backend></policies>`;
    const { out } = await recordedRun(['explain', '{ newest { title } }'], {
      cwd: projectFolder({ ...files, 'policies/subgraphs/books.xml': own }),
    });
    expect(out).toContain('token directory/@("user-" + context.User.Id) (clientCredentials, scopes people.read, for the caller)');
  });

  it('tells the calls in their order, the policies with their lines, connections and what the caller needs', async () => {
    const { status, out, err } = await explain(['me.graphql', '--operation', 'Me']);
    expect([status, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      'query Me: 3 calls to 3 subgraphs',
      '  3 of 4 levels of fields, 0 of 100 aliases, 1 of 50 root fields, 0 of 100 directives, 6 of 100 fields to answer',
      '',
      'The caller needs',
      '  the header `X-Tenant` policies/global.xml:3:5',
      '',
      'Around the whole request',
      '  policies/global.xml',
      '    inbound  check-header 3:5',
      '    backend  forward-request 5:12',
      '',
      '1. people federation https://people.example/graphql',
      '  asks query Me__people__0{me{__typename id name}}',
      '  policies/subgraphs/people.xml',
      '    inbound  set-header policies/fragments/who.xml:1:11',
      '             get-authorization-context 4:5',
      '             choose 5:5',
      '                 set-header 6:33 in choose/when',
      '                 set-header 7:18 in choose/otherwise',
      '    backend  forward-request policies/subgraphs.xml:1:77',
      '  token directory/org (clientCredentials, scopes people.read, for the gateway itself) policies/subgraphs/people.xml:4:5',
      '',
      expect.stringMatching(/^2a\. (books|reviews) federation .* \(beside 2b; at me; entities\)$/),
      expect.stringMatching(/^ {2}asks query Me__/),
      '  policies/subgraphs.xml',
      '    inbound  set-header policies/fragments/who.xml:1:11',
      '    backend  forward-request 1:77',
      '',
      expect.stringMatching(/^2b\. (books|reviews) federation .* \(beside 2a; at me; entities\)$/),
      expect.stringMatching(/^ {2}asks query Me__/),
      '  policies/subgraphs.xml',
      '    inbound  set-header policies/fragments/who.xml:1:11',
      '    backend  forward-request 1:77',
      '',
    ]);
  });

  it('prints the same as JSON', async () => {
    const { status, out } = await explain(['{ me { name } }', '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      operation: { type: 'query', name: null },
      caller: [{ policy: 'check-header' }],
      plan: { kind: 'call', subgraph: 'people' },
      calls: [
        {
          step: '1',
          subgraph: 'people',
          connections: [
            { provider: 'directory', connection: 'org', asker: 'gateway', grantType: 'clientCredentials', scopes: 'people.read' },
          ],
        },
      ],
    });
  });

  it.each([
    ['what the schema does not have', '{ me { nme } }', 'operation:1:8: error: cannot query field `nme` on type `Person`'],
    ['what is no GraphQL', '{ me { name ', 'operation:1:13: error: expected Name, found <EOF>'],
  ])('shows %s in its place', async (_what, text, line) => {
    const { status, err } = await explain([text]);
    expect(status).toBe(1);
    expect(err).toContain(line);
    expect(err).toContain('> 1 | { me');
  });

  it('tells what is over a limit, page sizes counted, and explains all the same', async () => {
    const { status, out, err } = await explain(['query P($n: Int) { people(first: $n) { name } }', '--variables', '{"n": 500}']);
    expect(status).toBe(1);
    expect(err).toContain('the operation has 501 fields to answer; `limits.operation.cost` allows 100');
    expect(out).toContain('501 of 100 fields to answer');
  });

  it.each([
    ['a file that is not there', ['nowhere.graphql'], 'there is no file `nowhere.graphql`'],
    ['several operations without a name', ['me.graphql'], 'name one with --operation: Me, Other'],
    ['variables that are none', ['{ me { name } }', '--variables', '[1]'], '--variables is no JSON object'],
  ])('refuses %s with one sentence', async (_what, words, sentence) => {
    const { status, err } = await explain(words);
    expect([status, err.includes(sentence)]).toEqual([2, true]);
  });

  it('plans nothing for a question about the schema alone', async () => {
    expect((await explain(['{ __typename }'])).out).toContain('query: no subgraph is called');
  });
});
