import { describe, expect, it } from 'vitest';
import { runHandler } from '../../../../src/runtime/pipeline.ts';
import { compiled } from '../../../support/compiled.ts';
import { recordedExchange } from '../../../support/exchange.ts';

const request = '<set-method>POST</set-method><set-url>https://crm.example/orders?all=1</set-url>';
const document = (inside: string): string => `<http-data-source>${inside}</http-data-source>`;
const findings = async (xml: string, name = 'resolvers/shop/Query.order') =>
  (await compiled({ [name]: xml })).findings.map(({ code, source, span }) => `${code} ${source.text.slice(span.start, span.end)}`);

describe('the document of a resolver', () => {
  it('runs its parts as the sections of an exchange of its own', async () => {
    const { handlers, findings: found } = await compiled({
      'fragments/agent': '<fragment><set-header name="User-Agent"><value>shop</value></set-header></fragment>',
      'resolvers/shop/Query.order': document(
        `<http-request>${request}<include-fragment fragment-id="agent" /><set-header name="X-A"><value>1</value></set-header><set-body>{"a":1}</set-body></http-request>
         <backend><forward-request timeout="3" /></backend>
         <http-response><set-body>@(context.Response.Body.As<string>() + "!")</set-body></http-response>`,
      ),
    });
    expect(found).toEqual([]);
    const handler = handlers.get('resolvers/shop/Query.order');
    expect(handler?.meta.scope).toBe('resolver');
    const { x, forwarded } = recordedExchange({
      scope: 'resolver',
      method: 'GET',
      url: 'https://elsewhere.example/?x=1',
      response: { status: 200, body: 'hi' },
    });
    if (handler === undefined) throw new Error('not compiled');
    expect((await runHandler(handler, x)).kind).toBe('completed');
    const { method, url, headers, body } = x.context.request;
    expect([method, url.toString(), headers.sent.get('X-A'), headers.sent.get('User-Agent'), body?.contentText]).toEqual([
      'POST',
      'https://crm.example/orders?all=1',
      ['1'],
      ['shop'],
      '{"a":1}',
    ]);
    expect([forwarded(), x.context.response?.body?.contentText]).toEqual([1, 'hi!']);
  });

  it('changes the answer in the order in which it says so', async () => {
    const response =
      '<http-response><json-to-xml apply="always" consider-accept-header="false" /><find-and-replace from="old" to="new" /></http-response>';
    const { handlers } = await compiled({ 'resolvers/shop/Query.order': document(`<http-request>${request}</http-request>${response}`) });
    const handler = handlers.get('resolvers/shop/Query.order');
    const answer = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"x":"old"}' };
    const { x } = recordedExchange({ scope: 'resolver', response: answer });
    if (handler === undefined) throw new Error('not compiled');
    await runHandler(handler, x);
    expect(x.context.response?.body?.contentText).toContain('<x>new</x>');
  });

  it('forwards where it does not say how', async () => {
    const { handlers } = await compiled({ 'resolvers/shop/Query.order': document(`<http-request>${request}</http-request>`) });
    const handler = handlers.get('resolvers/shop/Query.order');
    const { x, forwarded } = recordedExchange({ scope: 'resolver', response: { status: 200 } });
    if (handler === undefined) throw new Error('not compiled');
    await runHandler(handler, x);
    expect(forwarded()).toBe(1);
  });

  it.each([
    { what: 'has no request', xml: document(''), found: ['element/missing http-data-source'] },
    {
      what: 'has no method',
      xml: document('<http-request><set-url>https://a.example/</set-url></http-request>'),
      found: ['element/missing http-request'],
    },
    {
      what: 'has a policy that resolvers do not take',
      xml: document(`<http-request>${request}<choose /></http-request>`),
      found: ['element/unknown choose'],
    },
    {
      what: 'has its parts in another order',
      xml: document(`<http-response /><http-request>${request}</http-request>`),
      found: ['element/order http-request'],
    },
    {
      what: 'names a fragment that is not there',
      xml: document(`<http-request>${request}<include-fragment fragment-id="gone" /></http-request>`),
      found: ['fragment/unknown gone'],
    },
    {
      what: 'publishes events',
      xml: document(
        `<http-request>${request}</http-request><http-response><publish-event><targets><graphql-subscription id="x" /></targets></publish-event></http-response>`,
      ),
      found: ['unsupported/policy publish-event'],
    },
    {
      what: 'stands where policies should',
      xml: document(`<http-request>${request}</http-request>`),
      name: 'subgraphs/shop',
      found: ['document/misplaced-root http-data-source'],
    },
    { what: 'is one of sections', xml: '<policies />', found: ['document/misplaced-root policies'] },
    {
      what: 'is of a database',
      xml: '<sql-data-source><connection-info><connection-string>x</connection-string></connection-info><request><sql-statement>select 1</sql-statement></request></sql-data-source>',
      found: ['unsupported/document sql-data-source'],
    },
  ])('is refused where it $what', async ({ xml, name, found }) => {
    const all = await findings(xml, name);
    for (const each of found) expect(all).toContain(each);
  });

  it('is no place to look for the field of a resolver elsewhere', async () => {
    const { handlers } = await compiled({
      'subgraphs/shop': '<policies><inbound><set-variable name="none" value="@(context.GraphQL == null)" /></inbound></policies>',
    });
    const handler = handlers.get('subgraphs/shop');
    const { x } = recordedExchange();
    if (handler === undefined) throw new Error('not compiled');
    await runHandler(handler, x);
    expect(x.context.variables.get('none')).toBe(true);
  });
});
