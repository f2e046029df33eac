import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceByClaim, traceByKey } from '../../../src/gateway/1-accept/trace-right.ts';
import { nobodyLooks } from '../../../src/gateway/record/observers.ts';
import { canary, testCredentials } from '../support/credentials.ts';
import { ask, openGateway, type TestGateway } from '../support/gateway.ts';
import { handlersOf } from '../support/observed.ts';
import { openBooks, openPeople, type TestSubgraph } from '../support/subgraph.ts';

const key = 'let me see what happens';
const secretName = 'named-value-canary-7d1e';

/** Documents that use what they are given in every place where a trace might tell of it. */
const documents = {
  global: `<policies>
  <inbound>
    <set-variable name="tenant" value="@(context.Request.Headers.GetValueOrDefault(&quot;X-Tenant&quot;, &quot;none&quot;))" />
  </inbound>
  <backend><forward-request /></backend>
  <outbound><set-header name="X-Traced"><value>@(context.Tracing.ToString())</value></set-header></outbound>
</policies>`,
  'subgraphs/people': `<policies>
  <inbound>
    <base />
    <get-authorization-context provider-id="demo" authorization-id="org" context-variable-name="auth" />
    <set-header name="Authorization"><value>@("Bearer " + ((Authorization)context.Variables["auth"]).AccessToken)</value></set-header>
    <choose>
      <when condition="@((string)context.Variables[&quot;tenant&quot;] == &quot;blue&quot;)">
        <set-query-parameter name="token"><value>hidden-in-the-query</value></set-query-parameter>
      </when>
      <otherwise><set-header name="X-Other"><value>1</value></set-header></otherwise>
    </choose>
    <set-header name='@("X-" + ((Authorization)context.Variables["auth"]).AccessToken)'><value>1</value></set-header>
    <set-header name="X-Named"><value>{{partner-key}}</value></set-header>
    <trace source="people"><message>@("got " + ((Authorization)context.Variables["auth"]).AccessToken)</message></trace>
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
</policies>`,
  subgraphs: `<policies><inbound><set-header name="X-Base"><value>1</value></set-header></inbound><backend><forward-request /></backend></policies>`,
};

const namedValues = new Map([['partner-key', { kind: 'secret' as const }]]);

/** A policy of a trace, as far as tests look at it. */
interface Step {
  readonly policy: string;
  readonly at: string;
  readonly section: string;
  readonly branch?: string;
  readonly changed?: Readonly<Record<string, unknown>>;
}
interface Traced {
  readonly operation: unknown;
  readonly plan: unknown;
  readonly exchanges: readonly {
    readonly scope: string;
    readonly subgraph?: string;
    readonly ended: string;
    readonly policies: readonly Step[];
    readonly credentials: readonly { readonly provider: string; readonly connection: string; readonly outcome: string }[];
    readonly requests: readonly { readonly kind: string; readonly url: string; readonly status: number }[];
  }[];
}

let people: TestSubgraph;
let books: TestSubgraph;
let gateway: TestGateway;

beforeAll(async () => {
  [people, books] = await Promise.all([openPeople(), openBooks()]);
  gateway = await openGateway([people, books], {
    handlers: await handlersOf(documents, namedValues),
    credentials: testCredentials(),
    namedValue: () => secretName,
    observers: { ...nobodyLooks, mayTrace: traceByKey(() => key) },
  });
});
afterAll(() => Promise.all([gateway.close(), people.close(), books.close()]));

const query = 'query Me { me { name books { title } } }';

async function traced(headers: Readonly<Record<string, string>> = {}): Promise<{ readonly text: string; readonly trace: Traced }> {
  const { text } = await ask(gateway, query, { headers: { 'fedpass-trace': key, ...headers } });
  const { extensions } = JSON.parse(text) as { readonly extensions: { readonly trace: Traced } };
  return { text, trace: extensions.trace };
}

describe('Fedpass-Trace', () => {
  it('shows the plan, the policies with their lines, what they changed, tokens and calls', async () => {
    const { trace } = await traced({ 'x-tenant': 'blue' });
    expect(trace.operation).toEqual({ type: 'query', name: 'Me' });
    expect(trace.plan).toMatchObject({
      kind: 'sequence',
      steps: [
        { kind: 'call', subgraph: 'people', path: [], entities: false },
        { kind: 'call', subgraph: 'books', path: ['me'], entities: true },
      ],
    });
    const [global, first, second] = trace.exchanges;
    expect([global?.scope, first?.subgraph, second?.subgraph]).toEqual(['global', 'people', 'books']);
    expect(global?.policies.map(({ policy, changed }) => [policy, changed])).toEqual([
      ['set-variable', { variables: ['tenant'] }],
      ['forward-request', { status: 200 }],
      ['set-header', { responseHeaders: ['X-Traced'] }],
    ]);
    expect(
      first?.policies.map(({ policy, at, section, branch, changed }) => [policy, at, section, branch ?? null, changed ?? null]),
    ).toEqual([
      ['set-header', 'policies/subgraphs.xml:1:20', 'inbound', null, { requestHeaders: ['X-Base'] }],
      ['get-authorization-context', 'policies/subgraphs/people.xml:4:5', 'inbound', null, { variables: ['auth'] }],
      ['set-header', 'policies/subgraphs/people.xml:5:5', 'inbound', null, { requestHeaders: ['Authorization'] }],
      ['choose', 'policies/subgraphs/people.xml:6:5', 'inbound', 'when', null],
      ['set-query-parameter', 'policies/subgraphs/people.xml:8:9', 'inbound', null, { url: people.url }],
      ['set-header', 'policies/subgraphs/people.xml:12:5', 'inbound', null, { requestHeaders: ['X-[secret]'] }],
      ['set-header', 'policies/subgraphs/people.xml:13:5', 'inbound', null, { requestHeaders: ['X-Named'] }],
      ['trace', 'policies/subgraphs/people.xml:14:5', 'inbound', null, null],
      ['forward-request', 'policies/subgraphs.xml:1:94', 'backend', null, { status: 200 }],
    ]);
    expect(first?.credentials).toMatchObject([{ provider: 'demo', connection: 'org', outcome: 'obtained' }]);
    expect(first?.requests).toMatchObject([{ kind: 'forward', method: 'POST', url: people.url, status: 200 }]);
    expect(first?.ended).toBe('completed');
  });

  it('names the branch that was taken', async () => {
    const branchOf = async (tenant: string): Promise<unknown> => {
      const { trace } = await traced({ 'x-tenant': tenant });
      return trace.exchanges[1]?.policies.find(({ policy }) => policy === 'choose')?.branch;
    };
    expect([await branchOf('blue'), await branchOf('red')]).toEqual(['when', 'otherwise']);
  });

  it('holds no token, no value of a header or variable, no query of a URL, and is cached by nobody', async () => {
    const response = await ask(gateway, query, { headers: { 'fedpass-trace': key, 'x-tenant': 'tenant-value-canary' } });
    for (const secret of [canary, secretName, 'hidden-in-the-query', 'tenant-value-canary', key])
      expect(response.text).not.toContain(secret);
    expect(response.text).toContain('"Authorization"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(gateway.logText()).not.toContain(key);
  });

  it.each([
    ['no header', {}],
    ['another key', { 'fedpass-trace': `${key}!` }],
    ['an empty key', { 'fedpass-trace': '' }],
    ['the word 1', { 'fedpass-trace': '1' }],
  ])('gives %s the answer that everybody gets', async (_what, headers) => {
    const plain = await ask(gateway, query);
    const { text, status } = await ask(gateway, query, { headers });
    expect([status, text]).toEqual([plain.status, plain.text]);
  });

  it.each([
    [['graph-developer'], true],
    ['graph-developer other', true],
    [['graph-developers'], false],
    [undefined, false],
  ])('is for callers whose claim allows it: %j', async (roles, shown) => {
    const user = { id: 'u', email: null, firstName: null, lastName: null, note: null, registrationDate: 0, groups: [], identities: [] };
    const other = await openGateway([people, books], {
      observers: { ...nobodyLooks, mayTrace: traceByClaim({ claim: 'roles', anyOf: ['graph-developer'] }) },
      callers: { userOf: async () => ({ user, claims: { roles } }), subscriptionOf: () => null },
    });
    try {
      const { text } = await ask(other, query, { headers: { 'fedpass-trace': '1', authorization: 'Bearer abc' } });
      expect(text.includes('"trace"')).toBe(shown);
    } finally {
      await other.close();
    }
  });

  it('does not show its key to policies or backends', async () => {
    people.received.splice(0);
    await traced();
    expect(JSON.stringify(people.received)).not.toContain(key);
  });

  it('tells policies that the request is traced, and only then', async () => {
    const header = async (headers: Record<string, string>): Promise<string | null> =>
      (await ask(gateway, query, { headers })).headers.get('x-traced');
    expect([await header({}), await header({ 'fedpass-trace': key })]).toEqual(['False', 'True']);
  });

  it('is not there where nobody may see it, or where the key is too short to be one', async () => {
    for (const observers of [
      nobodyLooks,
      { ...nobodyLooks, mayTrace: traceByKey(() => 'short') },
      { ...nobodyLooks, mayTrace: traceByKey(() => '') },
    ]) {
      const other = await openGateway([people, books], { observers });
      try {
        for (const given of ['short', '', key])
          expect((await ask(other, query, { headers: { 'fedpass-trace': given } })).text).not.toContain('extensions');
      } finally {
        await other.close();
      }
    }
  });

  it('shows what failed, and where', async () => {
    const failing = await openGateway([people, books], {
      handlers: await handlersOf({
        'subgraphs/people': `<policies><inbound>
  <check-header name="X-Needed" failed-check-httpcode="401" failed-check-error-message="no" ignore-case="true" />
</inbound></policies>`,
      }),
      credentials: testCredentials(),
      observers: { ...nobodyLooks, mayTrace: traceByKey(() => key) },
    });
    try {
      const { text } = await ask(failing, query, { headers: { 'fedpass-trace': key } });
      const { extensions } = JSON.parse(text) as { readonly extensions: { readonly trace: Traced } };
      expect(extensions.trace.exchanges[0]).toMatchObject({
        subgraph: 'people',
        ended: 'failed',
        error: expect.stringContaining('X-Needed'),
      });
    } finally {
      await failing.close();
    }
  });
});
