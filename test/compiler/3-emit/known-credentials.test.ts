import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HandlerModule } from '../../../src/runtime/handler.ts';
import { runHandler } from '../../../src/runtime/pipeline.ts';
import { type CredentialRequest, Secret } from '../../../src/runtime/ports/credential-source.ts';
import { compiled, type Documents } from '../../support/compiled.ts';
import { type Given, recordedExchange } from '../../support/exchange.ts';

/** What a document asks for, as one text. */
const said = ({ provider, connection, asker }: CredentialRequest): string =>
  `${provider}/${connection} ${asker.kind === 'jwt' ? `for ${asker.token.reveal()}` : 'managed'}`;

const given: Given = {
  headers: { 'X-Tenant': 'acme', Authorization: 'Bearer caller', Host: 'gateway.example' },
  variables: { tenant: 'acme', region: 'eu' },
};

/** What is known of a document before it runs; what throws is left out. */
function knownOf(handler: HandlerModule | undefined, more: Given = given): readonly string[] {
  const { x } = recordedExchange(more);
  return (handler?.credentials ?? []).flatMap(({ request }) => {
    try {
      return [said(request(x))];
    } catch {
      return [];
    }
  });
}

const get = (id: string, more = ''): string =>
  `<get-authorization-context provider-id="p" authorization-id='${id}' context-variable-name="auth" ${more} />`;
const ofTenant = get('@((string)context.Variables["tenant"])');
const ofHeader = get('@(context.Request.Headers.GetValueOrDefault("X-Tenant", "none"))');
const policies = (inbound: string): string => `<policies><inbound>${inbound}</inbound></policies>`;
const deny = '<return-response><set-status code="403" reason="Forbidden" /></return-response>';
const set = (name: string, value: string): string => `<set-variable name="${name}" value='${value}' />`;
const header = (name: string): string => `<set-header name='${name}' exists-action="override"><value>other</value></set-header>`;
const choose = (inner: string): string =>
  `<choose><when condition='@(context.Request.Method == "POST")'>${inner}</when><otherwise><trace source="t">no</trace></otherwise></choose>`;

async function ofInbound(inbound: string, more: Documents = {}): Promise<HandlerModule | undefined> {
  const { handlers, findings } = await compiled({ 'subgraphs/crm': policies(inbound), ...more });
  expect(findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([]);
  return handlers.get('subgraphs/crm');
}

describe('what a document asks for is known ahead', () => {
  it.each<[what: string, inbound: string, known: readonly string[]]>([
    ['ids that are texts', get('org'), ['p/org managed']],
    ['a variable of the global scope', ofTenant, ['p/acme managed']],
    ['a variable with a default', get('@(context.Variables.GetValueOrDefault<string>("none", "org"))'), ['p/org managed']],
    ['a header', ofHeader, ['p/acme managed']],
    [
      'two of them in one id',
      get('@($"{context.Variables["tenant"]}-{context.Request.Headers["Host"][0]}")'),
      ['p/acme-gateway.example managed'],
    ],
    ['who calls', get('@("user-" + (context.User?.Id ?? "nobody"))'), ['p/user-nobody managed']],
    ['the address of the caller', get('@(context.Request.IpAddress)'), ['p/203.0.113.7 managed']],
    [
      'several statements',
      get('@{ var t = (string)context.Variables["tenant"]; if (t == "acme") { return "first"; } return t; }'),
      ['p/first managed'],
    ],
    [
      'a query',
      get(
        '@(string.Join("-", ((string)context.Variables["tenant"]).Split((char)44).Where(part => part != "").Select(part => part.ToUpper())))',
      ),
      ['p/ACME managed'],
    ],
    [
      'the token of the caller as the identity',
      get('org', `identity-type="jwt" identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "").Split((char)32).Last())'`),
      ['p/org for caller'],
    ],
    [
      'behind variables and headers of other names',
      set('other', '@(1)') + header('X-Other') + ofTenant + ofHeader,
      ['p/acme managed', 'p/acme managed'],
    ],
    ['behind a choice that sets others', choose(set('other', 'x')) + ofTenant, ['p/acme managed']],
    ['behind another of its kind', get('org') + ofTenant, ['p/org managed', 'p/acme managed']],
    ['a text behind what may turn down', choose(deny) + get('org'), ['p/org managed']],
  ])('%s', async (_what, inbound, known) => {
    expect(knownOf(await ofInbound(inbound))).toEqual(known);
  });

  it.each<[why: string, inbound: string]>([
    ['it stands in a branch', choose(get('org'))],
    ['it stands in a block', `<retry condition="@(false)" count="1" interval="1">${get('org')}</retry>`],
    ['the variable is set before', set('tenant', 'other') + ofTenant],
    ['the variable may be set before', choose(set('tenant', 'other')) + ofTenant],
    ['the variable is the token of another', get('org').replace('"auth"', '"tenant"') + ofTenant.replace('(string)', '""+')],
    [
      'the variable gets a response',
      `<send-request response-variable-name="tenant"><set-url>https://a.example</set-url></send-request>${ofTenant}`,
    ],
    ['the header is set before', header('x-tenant') + ofHeader],
    ['a header of a computed name is set before', header('@("X-" + context.Operation.Id)') + ofHeader],
    ['all headers are read', get('@(context.Request.Headers.Count.ToString())')],
    ['a header of a computed name is read', get('@(context.Request.Headers[context.Operation.Id][0])')],
    ['all variables are read', get('@(context.Variables.Count.ToString())')],
    ['a variable of a computed name is read', get('@((string)context.Variables[context.Operation.Id])')],
    ['it reads the body', get('@(context.Request.Body.As<string>(true))')],
    ['it reads the address of the backend', get('@(context.Request.Url.Host)')],
    ['it reads the clock', get('@(DateTime.UtcNow.Day.ToString())')],
    ['it reads the time of the request', get('@(context.Timestamp.Day.ToString())')],
    ['it reads how long it took', get('@(context.Elapsed.ToString())')],
    ['it is random', get('@(Guid.NewGuid().ToString())')],
    ['it is random in another way', get('@(new Random().Next().ToString())')],
    ['it has an effect', get('@{ context.Trace("asked"); return "org"; }')],
    ['it makes something that changes', get('@(new StringBuilder("a").Append("b").ToString())')],
    ['it takes a way out', get('@{ object o; return context.Variables.TryGetValue("tenant", out o) ? (string)o : "org"; }')],
    ['it parses what may be a date', get('@(Convert.ToDateTime("10:00").ToString())')],
    ['whoever asks may be turned down before', choose(deny) + ofTenant],
    [
      'an expression may turn down before',
      set('other', '@{ if (context.User == null) { throw new Exception("no"); } return 1; }') + ofTenant,
    ],
    [
      'a policy that judges stands before',
      `<check-header name="X-Key" failed-check-httpcode="401" failed-check-error-message="no" ignore-case="true"><value>k</value></check-header>${ofTenant}`,
    ],
    ['a limit stands before', `<rate-limit-by-key calls="1" renewal-period="60" counter-key="all" />${ofTenant}`],
    [
      'whoever asks with his token may be turned down before',
      choose(deny) + get('org', `identity-type="jwt" identity='@(context.Request.Headers["Authorization"][0])'`),
    ],
    ['the identity depends on more', get('org', `identity-type="jwt" identity='@(context.Request.Body.As<string>(true))'`)],
    ['its variable is computed by chance', get('org').replace('"auth"', `'@(Guid.NewGuid().ToString())'`)],
  ])('but not where %s', async (_why, inbound) => {
    const known = knownOf(await ofInbound(inbound));
    // What stands before it may be known.
    expect(known.filter((each) => each !== 'p/org managed' || !/<get.*<get/.test(inbound))).toEqual([]);
  });

  it('of the base and of fragments, where they are run', async () => {
    const documents = {
      subgraphs: policies(`${get('base')}<include-fragment fragment-id="team" />`),
      'fragments/team': `<fragment>${ofTenant}${set('region', 'us')}</fragment>`,
    };
    const region = get('@((string)context.Variables["region"])');
    const known = async (inbound: string) => knownOf(await ofInbound(inbound, documents));
    expect(await known(`<base />${get('own')}`)).toEqual(['p/base managed', 'p/acme managed', 'p/own managed']);
    expect(await known(get('own'))).toEqual(['p/own managed']);
    expect(await known(`${set('tenant', 'other')}<base />`)).toEqual(['p/base managed']);
    expect(await known(`${choose(deny)}<base />`)).toEqual(['p/base managed']);
    expect(await known(`${region}<base />`)).toEqual(['p/eu managed', 'p/base managed', 'p/acme managed']);
    expect(await known(`<base />${region}`)).toEqual(['p/base managed', 'p/acme managed']);
    expect(await known(choose('<include-fragment fragment-id="team" />'))).toEqual([]);
  });

  it('of resolvers, and not of what runs where a request begins', async () => {
    const url = '<set-method>GET</set-method><set-url>https://a.example</set-url>';
    const { handlers } = await compiled({
      'resolvers/shop/Query.a': `<http-data-source><http-request>${ofTenant}${url}</http-request></http-data-source>`,
      'resolvers/shop/Query.b': `<http-data-source><http-request>${get('@((string)context.GraphQL.Arguments["id"])')}${url}</http-request></http-data-source>`,
      global: policies(get('org')),
      'apis/a': policies(get('org')),
    });
    expect(knownOf(handlers.get('resolvers/shop/Query.a'))).toEqual(['p/acme managed']);
    expect(knownOf(handlers.get('resolvers/shop/Query.b'))).toEqual([]);
    expect(handlers.get('global')?.credentials).toBeUndefined();
    expect(handlers.get('apis/a')?.credentials).toBeUndefined();
  });

  it('with a secret in its id', async () => {
    const { handlers } = await compiled({ 'subgraphs/crm': policies(get('{{org}}')) }, new Map([['org', { kind: 'secret' }]]));
    expect(knownOf(handlers.get('subgraphs/crm'), { secrets: { org: 'acme' } })).toEqual(['p/acme managed']);
  });
});

it('lists by name what is asked for, and by provider what only a call tells', async () => {
  const caller = `identity-type="jwt" identity='@(context.Request.Headers["Authorization"][0])'`;
  const { handlers } = await compiled({
    'subgraphs/crm': policies(
      `<base />${get('b', 'identity-type="managed"')}${get('c', caller)}${choose(get('d'))}${get('@(context.RequestId.ToString())', caller)}${ofTenant}`,
    ),
    subgraphs: policies(get('a') + get('org').replace('"p"', `'@(context.Operation.Id)'`)),
  });
  const meta = handlers.get('subgraphs/crm')?.meta;
  expect(meta?.connections.map(({ connection, asker }) => (asker === undefined ? connection : `${connection} ${asker}`))).toEqual([
    'b',
    'c jwt',
    'd',
    'a',
  ]);
  expect(meta?.computed).toEqual([{ provider: 'p', asker: 'jwt' }, { provider: 'p' }, {}]);
});

/** Pieces of documents, which may change what stands behind them. */
const pieces: readonly string[] = [
  get('org'),
  ofTenant,
  ofHeader,
  get('@((string)context.Variables["tenant"] + context.Request.Headers.GetValueOrDefault("X-Tenant", ""))'),
  get('@(context.Variables.GetValueOrDefault<string>("late", "early"))'),
  get('org', `identity-type="jwt" identity='@(context.Request.Headers.GetValueOrDefault("Authorization", "none"))'`),
  get('@(context.RequestId.ToString())'),
  set('tenant', 'changed'),
  set('tenant', '@(context.Request.Method + "-changed")'),
  set('late', 'late'),
  set('other', '@(((string)context.Variables["tenant"]).Length)'),
  header('X-Tenant'),
  header('Authorization'),
  header('X-Other'),
  '<set-method>GET</set-method>',
  '<rewrite-uri template="/other" />',
  '<set-backend-service base-url="https://other.example" />',
  choose(set('tenant', 'chosen')),
  choose(header('X-Tenant')),
  choose(ofTenant),
  choose(deny),
  `<choose><when condition='@(context.Request.Method == "DELETE")'>${deny}</when></choose>`,
  set('failing', '@(((string)context.Variables["nobody"]).Length)'),
  set('refusing', '@{ if (context.User == null) { throw new Exception("no"); } return 1; }'),
  '<check-header name="X-Tenant" failed-check-httpcode="401" failed-check-error-message="no" ignore-case="true"><value>acme</value></check-header>',
  '<check-header name="X-Key" failed-check-httpcode="401" failed-check-error-message="no" ignore-case="true"><value>k</value></check-header>',
  '<include-fragment fragment-id="one" />',
  '<include-fragment fragment-id="two" />',
  '<base />',
];

const list = fc.array(fc.constantFrom(...pieces), { maxLength: 6 });
const withoutCalls = list.map((all) => all.filter((piece) => !piece.includes('fragment-id') && piece !== '<base />'));
/** Where `<base />` stands twice the check says so. */
const onceBased = list.map((all) => all.filter((piece, index) => piece !== '<base />' || all.indexOf(piece) === index));

it('what is known ahead is what is asked for, by the same asker, unless the document fails before', async () => {
  let completed = 0;
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(onceBased, { minLength: 8, maxLength: 8 }),
      withoutCalls,
      withoutCalls,
      withoutCalls,
      async (own, base, one, two) => {
        const { handlers } = await compiled({
          ...Object.fromEntries(own.map((all, index) => [`subgraphs/d${index}`, policies(all.join(''))])),
          subgraphs: policies(base.join('')),
          'fragments/one': `<fragment>${one.join('')}</fragment>`,
          'fragments/two': `<fragment>${two.join('')}</fragment>`,
        });
        for (const index of own.keys()) {
          const handler = handlers.get(`subgraphs/d${index}`);
          if (handler === undefined) throw new Error('the document was not compiled');
          const known = knownOf(handler);
          const really = await askedBy(handler);
          if (really.outcome === 'failed') continue;
          completed++;
          asked += known.length;
          // What a document turns down may have had the gateway's own token fetched, and nobody else's.
          const due = really.outcome === 'completed' ? known : known.filter((each) => each !== 'p/org managed');
          expect(due.filter((each) => !really.asked.includes(each))).toEqual([]);
        }
      },
    ),
    { numRuns: 40 },
  );
  // Else nothing would have been proved.
  expect(completed).toBeGreaterThan(50);
  expect(asked).toBeGreaterThan(50);
});

/** Runs a document for real, and notes what it asks for. */
async function askedBy(handler: HandlerModule): Promise<{ readonly asked: readonly string[]; readonly outcome: string }> {
  const asked: string[] = [];
  const { x } = recordedExchange(given);
  const credentials = {
    peek: () => undefined,
    get: async (request: CredentialRequest) => {
      asked.push(said(request));
      return { accessToken: new Secret('t'), claims: {}, expiresAt: Number.POSITIVE_INFINITY, generation: 1 };
    },
  };
  Object.assign(x, { ports: { ...x.ports, credentials } });
  const { kind } = await runHandler(handler, x);
  return { asked, outcome: kind };
}
