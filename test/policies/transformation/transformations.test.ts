import { describe, expect, it } from 'vitest';
import type { Given } from '../../support/exchange.ts';
import { findingsIn } from '../findings.ts';
import { ran } from '../running.ts';

describe('rewrite-uri', () => {
  it.each<[string, string, string, string]>([
    ['path and query', '<rewrite-uri template="/v2/a?x=1" />', 'https://crm.example/?y=2', 'https://crm.example/v2/a?x=1&y=2'],
    ['the template’s own parameter wins', '<rewrite-uri template="/v2?y=1" />', 'https://crm.example/?y=2', 'https://crm.example/v2?y=1'],
    [
      'nothing else of the query',
      '<rewrite-uri template="/v2" copy-unmatched-params="false" />',
      'https://crm.example/?y=2',
      'https://crm.example/v2',
    ],
    [
      'behind the base of the service',
      '<rewrite-uri template="/orders" />',
      'https://crm.example/graphql',
      'https://crm.example/graphql/orders',
    ],
    ['without a slash in front', '<rewrite-uri template="keys" />', 'https://crm.example/', 'https://crm.example/keys'],
    [
      'a computed template',
      '<rewrite-uri template="@(&quot;/u/&quot; + context.Request.Method)" />',
      'https://crm.example/',
      'https://crm.example/u/POST',
    ],
    ['spaces and unknown parameters', '<rewrite-uri template="/a b/{c}" />', 'https://crm.example/', 'https://crm.example/a%20b/%7Bc%7D'],
    ['what is encoded stays as it is', '<rewrite-uri template="/a%2Fb" />', 'https://crm.example/', 'https://crm.example/a%2Fb'],
  ])('%s', async (_what, xml, url, wanted) => {
    const { x } = await ran({ inbound: xml }, { url });
    expect(x.context.request.url.toString()).toBe(wanted);
  });

  it.each([
    ['a fragment', '@(&quot;/a#b&quot;)'],
    ['a line break', '@(&quot;/a\\nb&quot;)'],
  ])('a path with %s fails', async (_what, template) => {
    const { x, outcome } = await ran({ inbound: `<rewrite-uri template="${template}" />` });
    expect([outcome.kind, x.context.lastError?.source]).toEqual(['failed', 'rewrite-uri']);
  });

  it('is told of a missing slash', () => expect(findingsIn('<rewrite-uri template="a" />')).toEqual(['info rewrite-uri/relative a']));
});

describe('find-and-replace', () => {
  it.each<[string, string, string]>([
    ['every occurrence', '<find-and-replace from="a" to="b" />', 'b-b'],
    ['no pattern', '<find-and-replace from="." to="x" />', 'a-a'],
    ['no replacement pattern', '<find-and-replace from="a" to="$&amp;$1" />', '$&$1-$&$1'],
    ['nothing in its place', '<find-and-replace from="a-" to="" />', 'a'],
    ['nothing to look for', '<find-and-replace from="@(&quot;&quot;)" to="x" />', 'a-a'],
  ])('%s', async (_what, xml, body) => {
    const { x } = await ran({ outbound: xml }, { response: { status: 200, body: 'a-a' } });
    expect(x.context.response?.body?.contentText).toBe(body);
  });

  it('works on the request in inbound', async () => {
    const { x } = await ran({ inbound: '<find-and-replace from="a" to="b" />' }, { body: 'abc' });
    expect(x.context.request.body?.contentText).toBe('bbc');
  });
});

/** The body and Content-Type after one policy in outbound. */
async function converted(xml: string, body: string, given: Given = {}) {
  const { x, outcome } = await ran(
    { outbound: xml },
    { ...given, response: { status: 200, headers: given.response?.headers ?? {}, body } },
  );
  const { response } = x.context;
  return outcome.kind === 'failed'
    ? `failed: ${x.context.lastError?.message}`
    : [response?.headers.get('content-type')?.[0] ?? null, response?.body?.contentText];
}

describe('json-to-xml', () => {
  const always = '<json-to-xml apply="always" consider-accept-header="false"';
  it.each<[string, string, string, string]>([
    ['one object', `${always} />`, '{"a":{"b":1}}', '<a><b>1</b></a>'],
    ['several properties', `${always} />`, '{"a":1,"b":true}', '<Document><a>1</a><b>true</b></Document>'],
    ['an array', `${always} />`, '[1,2]', '<Document><Item>1</Item><Item>2</Item></Document>'],
    ['nested arrays', `${always} />`, '{"a":{"b":[[1],[2]]}}', '<a><b>1</b><b>2</b></a>'],
    ['a bare value', `${always} />`, '"x"', '<Document>x</Document>'],
    ['markup and controls', `${always} />`, '{"a":{"b":"<&>\\u0001"}}', '<a><b>&lt;&amp;&gt;</b></a>'],
    [
      'names that XML does not know',
      `${always} />`,
      '{"a":{"1 b":1,"$":2}}',
      '<a><_x0031__x0020_b>1</_x0031__x0020_b><_x0024_>2</_x0024_></a>',
    ],
    ['a replacement for them', `${always} invalid-character-replacement="-" />`, '{"a":{"b c":1}}', '<a><b-c>1</b-c></a>'],
    ['a separator without a declared prefix', `${always} />`, '{"a":{"b_c":1}}', '<a><b_c>1</b_c></a>'],
    ['a declared prefix', `${always} />`, '{"a":{"xmlns_p":"urn:p","p_c":1}}', '<a xmlns:p="urn:p"><p:c>1</p:c></a>'],
    ['attributes by prefix', `${always} attribute-prefix="@" />`, '{"a":{"@id":"1","b":2}}', '<a id="1"><b>2</b></a>'],
    [
      'empty texts as null',
      `${always} empty-values="as-null" />`,
      '{"a":{"b":""}}',
      '<a><b xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" /></a>',
    ],
    ['trimmed texts', `${always} trim-values="true" />`, '{"a":{"b":" x "}}', '<a><b>x</b></a>'],
    [
      'keys of a hostile document',
      `${always} />`,
      '{"a":{"__proto__":1,"constructor":2}}',
      '<a><__proto__>1</__proto__><constructor>2</constructor></a>',
    ],
  ])('%s', async (_what, xml, body, wanted) => expect(await converted(xml, body)).toEqual(['application/xml', wanted]));

  it('is left out where it does not apply', async () => {
    expect(await converted('<json-to-xml apply="content-type-json" consider-accept-header="false" />', '{"a":1}')).toEqual([
      null,
      '{"a":1}',
    ]);
    expect(await converted('<json-to-xml apply="always" />', '{"a":1}')).toEqual([null, '{"a":1}']);
    expect(await converted('<json-to-xml apply="always" />', '{"a":{}}', { headers: { Accept: 'text/xml' } })).toEqual([
      'application/xml',
      '<a />',
    ]);
    expect(await converted(`${always} />`, '')).toEqual([null, '']);
  });

  it.each([
    ['no JSON', '{', 'failed: the body is no JSON that could be converted'],
    ['too deep', `${'['.repeat(2_000)}${']'.repeat(2_000)}`, 'failed: the body is no JSON that could be converted'],
  ])('a body that is %s fails', async (_what, body, wanted) => expect(await converted(`${always} />`, body)).toBe(wanted));
});

describe('xml-to-json', () => {
  const direct = '<xml-to-json kind="direct" apply="always" consider-accept-header="false"';
  const friendly = '<xml-to-json kind="javascript-friendly" apply="always" consider-accept-header="false"';
  const doc = '<p:a xmlns:p="urn:p" x="1"><b>1</b><b>2</b><c/>t</p:a>';
  it.each<[string, string, string, unknown]>([
    ['direct', `${direct} />`, doc, { 'p:a': { '@xmlns:p': 'urn:p', '@x': '1', b: ['1', '2'], c: '', '#text': 't' } }],
    ['javascript-friendly', `${friendly} />`, doc, { a: { x: '1', b: ['1', '2'], c: '', '#text': 't' } }],
    ['always arrays', `${friendly} always-array-child-elements="true" />`, '<a><b>1</b></a>', { a: { b: ['1'] } }],
    ['nil', `${friendly} />`, '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><b xsi:nil="true"/></a>', { a: { b: null } }],
    ['empty as null', `${friendly} empty-values="as-null" />`, '<a><b/></a>', { a: { b: null } }],
    ['trimmed', `${friendly} trim-values="true" />`, '<a> x </a>', { a: 'x' }],
  ])('%s', async (_what, xml, body, wanted) => {
    const result = await converted(xml, body);
    expect(result[0]).toBe('application/json');
    expect(JSON.parse(String(result[1]))).toEqual(wanted);
  });

  it('never sets a prototype', async () => {
    const result = await converted(`${friendly} />`, '<a><__proto__>1</__proto__></a>');
    expect(result[1]).toBe('{"a":{"__proto__":"1"}}');
  });

  it('is left out where it does not apply', async () => {
    expect(await converted('<xml-to-json kind="direct" apply="content-type-xml" consider-accept-header="false" />', '<a/>')).toEqual([
      null,
      '<a/>',
    ]);
    expect(await converted('<xml-to-json kind="direct" apply="always" />', '<a/>')).toEqual([null, '<a/>']);
  });

  it.each([
    ['no XML', '<a>'],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ])('%s fails', async (_what, body) =>
    expect(await converted(`${direct} />`, body)).toBe('failed: the body is no XML that could be converted'),
  );
});

describe('redirect-content-urls', () => {
  it('rewrites addresses of clients in requests', async () => {
    const { x } = await ran(
      { inbound: '<redirect-content-urls />' },
      {
        url: 'https://crm.internal/graphql',
        originalUrl: 'https://api.example.com/graphql',
        body: '{"self":"https://api.example.com/graphql/1"}',
      },
    );
    expect(x.context.request.body?.contentText).toBe('{"self":"https://crm.internal/graphql/1"}');
  });
});
