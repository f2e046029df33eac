import { describe, expect, it } from 'vitest';
import { Budget } from '../../../src/runtime/budget.ts';
import type { Given } from '../../support/exchange.ts';
import { findingsIn } from '../findings.ts';
import { ran } from '../running.ts';

const json = (body: unknown): Given => ({
  response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
});
const xml = (body: string): Given => ({ response: { status: 200, headers: { 'Content-Type': 'text/xml; charset=utf-8' }, body } });

async function filled(template: string, given: Given, attributes = '') {
  const { x, outcome } = await ran({ outbound: `<set-body template="liquid" ${attributes}><![CDATA[${template}]]></set-body>` }, given);
  return outcome.kind === 'failed' ? `failed: ${x.context.lastError?.message}` : x.context.response?.body?.contentText;
}

describe('what a template sees', () => {
  it.each<[string, string, Given, string]>([
    [
      'JSON',
      '{{body.a.b}} {{body.list[1]}} {{body.flag}} {{body.n}}',
      json({ a: { b: 'x' }, list: [1, 2], flag: true, n: 1.5 }),
      'x 2 true 1.5',
    ],
    ['names without regard to case', '{{Body.A.B}}{{body.a.B}}', json({ a: { b: 'x' } }), 'x'],
    ['what is not there as nothing', '[{{body.missing.deeper}}]', json({}), '[]'],
    ['dates as .NET writes them', '{{body.at}}', json({ at: '2024-03-15T10:20:30Z' }), '03/15/2024 10:20:30'],
    [
      'XML by local names',
      '{{body.envelope.body.order.line}}',
      xml('<s:Envelope xmlns:s="urn:s"><s:Body><order><line>a</line></order></s:Body></s:Envelope>'),
      'a',
    ],
    ['attributes of XML', '{{body.order.id}}', xml('<order id="7"><line>a</line></order>'), '7'],
    [
      'repeated elements as a list',
      '{% for line in body.order.line %}{{line}};{% endfor %}',
      xml('<order><line>a</line><line>b</line></order>'),
      'a;b;',
    ],
    [
      'the children of an element in a loop',
      '{% JSONArrayFor line in body.order %}{{line}}{% endJSONArrayFor %}',
      xml('<order><line>a</line><line>b</line></order>'),
      'a,b',
    ],
    [
      'the request and the response',
      '{{context.Request.Method}} {{context.Request.Url.Host}} {{context.Response.StatusCode}} {{headers.x-team}} {{context.request.headers["X-Team"]}}',
      { ...json({}), headers: { 'X-Team': 'blue' } },
      'POST crm.example 200 blue blue',
    ],
    [
      'headers in a loop',
      '{% for h in context.Request.Headers %}{{h.Key}}={{h.Value}};{% endfor %}',
      { ...json({}), headers: { A: '1', B: '2' } },
      'A=1;B=2;',
    ],
    ['variables', '{{context.Variables["v"]}} {{context.Variables.v | Append: "!"}}', { ...json({}), variables: { v: 'x' } }, 'x x!'],
    [
      'nothing of the platform',
      '[{{body.constructor}}{{body.__proto__}}{{context.constructor}}{{context.Request.toString}}]',
      json({ a: 1 }),
      '[]',
    ],
    [
      'keys that look like the platform’s',
      '{{body.__proto__}} {{body.constructor}}',
      { response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{"__proto__":"p","constructor":"c"}' } },
      'p c',
    ],
  ])('%s', async (_what, template, given, text) => expect(await filled(template, given)).toBe(text));

  it('texts as they are, where dates are not to be read', async () => {
    expect(await filled('{{body.at}}', json({ at: '2024-03-15T10:20:30Z' }), 'parse-date="false"')).toBe('2024-03-15T10:20:30Z');
  });

  it.each([
    ['blank', 'yes[]'],
    ['null', 'no[]'],
  ])('an element that is nil as %s', async (how, text) => {
    const nil = '<o xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><a xsi:nil="true"/><b>1</b></o>';
    expect(await filled('{% if body.o.a %}yes{% else %}no{% endif %}[{{body.o.a}}]', xml(nil), `xsi-nil="${how}"`)).toBe(text);
  });
});

describe('filters', () => {
  it.each([
    ["{{ 'a-b' | Upcase }}", 'A-B'],
    ["{{ 'say \"hi\"' | Replace: '([^\\\\](\\\\\\\\)*)\"', '$1\\\"' }}", 'say \\"hi\\"'],
    ["{{ 'a.b' | Replace: '\\.', '_' }}", 'a_b'],
    ["{{ 'aXbX' | ReplaceFirst: 'X', '' }}", 'abX'],
    ["{{ '1,2,3' | Split: ',' | Join: '+' }}", '1+2+3'],
    ["{{ '1,2,3' | Split: ',' | Size }}", '3'],
    ['{{ 7 | DividedBy: 2 }} {{ 7.0 | DividedBy: 2.5 }} {{ 7 | Modulo: 4 }}', '3 2.8 3'],
    ['{{ 1 | Plus: 2 | Times: 3 | Minus: 1 }}', '8'],
    ["{{ 'x' | Default: 'y' }}{{ nothing | Default: 'y' }}", 'xy'],
    ["{{ 'abcdef' | Slice: 1, 3 }}{{ 'abc' | Slice: -1 }}", 'bcdc'],
    ["{{ '<b>' | Escape }}{{ '<b>x</b>' | StripHtml }}", '&lt;b&gt;x'],
    ["{{ '2024-03-15T10:20:30Z' | Date: 'yyyy/MM/dd HH:mm' }}", '2024/03/15 10:20'],
    ["{{ 'a b' | UrlEncode }}{{ '%41' | UrlDecode }}", 'a+bA'],
    ["{{ 'hello world' | Capitalize }}", 'Hello World'],
    ["{{ ' x ' | Strip }}{{ 'abc' | Truncate: 2, '' }}", 'xab'],
    ['{{ 2.55 | Round: 1 }} {{ -3 | Abs }} {{ 2.1 | Ceil }} {{ 2.9 | Floor }}', '2.6 3 3 2'],
  ])('%s', async (template, text) => expect(await filled(template, json({ a: 1 }))).toBe(text));

  it('work on lists', async () => {
    const people = { people: [{ n: 'b' }, { n: 'a' }] };
    expect(
      await filled("{{ body.people | Sort: 'n' | Map: 'n' | Join: ',' }} {{ body.people | First | Default: 'x' }}", json(people)),
    ).toBe('a,b ');
  });
});

describe('what is refused', () => {
  it.each([
    ['an unknown filter', '{{ body | Nonsense }}'],
    ['a tag that reads files', "{% include 'x' %}"],
    ['a block that does not end', '{% if body %}'],
  ])('%s, when compiled', (_what, template) => {
    expect(findingsIn(`<set-body template="liquid">${template}</set-body>`, 'outbound')[0]).toMatch(/^error set-body\/liquid /);
  });

  it.each([
    ['a body that is no JSON', '{{body.a}}', { response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{' } }],
    ['a loop without end in sight', '{% for i in (1..100000000) %}{{i}}{% endfor %}', json({})],
  ])('%s, when it runs', async (_what, template, given) => {
    expect(await filled(template, given)).toMatch(/^failed: /);
  });

  it('more than a request may build', async () => {
    const { outcome } = await ran(
      { outbound: '<set-body template="liquid">{{ body.a | Append: body.a | Append: body.a }}</set-body>' },
      { ...json({ a: 'x'.repeat(2_000) }), budget: new Budget(100_000, 6_000) },
    );
    expect(outcome.kind).toBe('failed');
  });
});

it('a template is read once, above the sections', async () => {
  const { x } = await ran(
    {
      outbound:
        '<set-body template="liquid">{{ body.a }}</set-body><return-response><set-body template="liquid">again {{ body }}</set-body></return-response>',
    },
    { response: { status: 200, body: '{"a":"first"}' } },
  );
  expect(x.context.response?.body?.contentText).toBe('again first');
});

describe('filters under the names of Liquid itself', () => {
  it('run', async () => {
    expect(await filled('{{ body.a | upcase | strip_newlines }}', json({ a: 'a\nb' }))).toBe('AB');
  });

  it('are told of', async () => {
    const template = '{{ body | upcase }}{% assign a = body | at_least: 3 %}{{ body | Upcase }} | size';
    const found = findingsIn(`<set-body template="liquid">${template}</set-body>`);
    expect(found).toEqual(['warning set-body/liquid-filter upcase', 'warning set-body/liquid-filter at_least']);
  });
});
