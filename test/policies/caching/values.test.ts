import { describe, expect, it } from 'vitest';
import { memoryCache } from '../../../src/gateway/services/memory-cache.ts';
import type { Cache } from '../../../src/runtime/ports/cache.ts';
import type { Clock } from '../../../src/runtime/ports/clock.ts';
import type { Given } from '../../support/exchange.ts';
import { found, ran } from '../support/run.ts';

const store = (value: string, more = ''): string => `<cache-store-value key="k" value="${value}" duration="60" ${more}/>`;
const lookup = (more = ''): string => `<cache-lookup-value key="k" variable-name="v" ${more}/>`;
const set = (name: string, value: string): string => `<set-variable name="${name}" value="${value}" />`;

describe('a value keeps its C# type', () => {
  // Each is stored, read, and compared by expressions that only its own type lets through.
  it.each([
    ['literal', 'literal', '(string)o == &quot;literal&quot;'],
    ['string', '@(&quot;äöü \\u0000 \\ud83d\\ude00&quot;)', '(string)o == &quot;äöü \\u0000 \\ud83d\\ude00&quot;'],
    ['a string that looks like JSON', '@(&quot;[1]&quot;)', '(string)o == &quot;[1]&quot;'],
    ['a string that looks like a mark', '@(&quot;@12 x&quot;)', '(string)o == &quot;@12 x&quot;'],
    ['null', '@((string)null)', 'o == null'],
    ['bool', '@(1 == 1)', '(bool)o'],
    ['int', '@(-42)', '(int)o == -42'],
    ['long', '@(9007199254740993L)', '(long)o == 9007199254740993L'],
    ['ulong', '@(18446744073709551615UL)', '(ulong)o == 18446744073709551615UL'],
    ['byte', '@((byte)200)', '(byte)o == 200'],
    ['short', '@((short)-3)', '(short)o == -3'],
    ['uint', '@(4000000000u)', '(uint)o == 4000000000u'],
    ['char', "@('ß')", "(char)o == 'ß'"],
    ['double', '@(0.1)', '(double)o == 0.1'],
    ['a whole double', '@(2.0)', '(double)o == 2.0'],
    ['NaN', '@(double.NaN)', 'double.IsNaN((double)o)'],
    ['float', '@(1.5f)', '(float)o == 1.5f'],
    ['decimal with its zeros', '@(1.50m)', '((decimal)o).ToString() == &quot;1.50&quot;'],
    [
      'DateTime',
      '@(new DateTime(2024, 3, 15, 10, 20, 30, DateTimeKind.Utc).AddTicks(7))',
      '((DateTime)o).Ticks % 10 == 7 &amp;&amp; ((DateTime)o).Kind == DateTimeKind.Utc',
    ],
    [
      'DateTimeOffset',
      '@(new DateTimeOffset(2024, 3, 15, 1, 2, 3, TimeSpan.FromHours(-5)))',
      '((DateTimeOffset)o).Offset.TotalHours == -5 &amp;&amp; ((DateTimeOffset)o).Hour == 1',
    ],
    ['TimeSpan', '@(TimeSpan.FromSeconds(90))', '((TimeSpan)o).TotalMinutes == 1.5'],
    [
      'Guid',
      '@(new Guid(&quot;3f2504e0-4f89-41d3-9a0c-0305e82c3301&quot;))',
      '((Guid)o).ToString() == &quot;3f2504e0-4f89-41d3-9a0c-0305e82c3301&quot;',
    ],
    ['enum', '@(DayOfWeek.Friday)', '(DayOfWeek)o == DayOfWeek.Friday &amp;&amp; o.ToString() == &quot;Friday&quot;'],
    ['byte[]', '@(new byte[] { 0, 127, 255 })', '((byte[])o).Length == 3 &amp;&amp; ((byte[])o)[2] == 255'],
    ['string[]', '@(new [] { &quot;a&quot;, null })', '((string[])o)[0] == &quot;a&quot; &amp;&amp; ((string[])o)[1] == null'],
    ['double[]', '@(new [] { 1.0, 2.5 })', '((double[])o).Sum() == 3.5'],
    ['int[][]', '@(new [] { new [] { 1 }, new [] { 2, 3 } })', '((int[][])o)[1][1] == 3'],
    [
      'object[]',
      '@(new object[] { 1, 2L, &quot;x&quot;, 1.5m })',
      '(long)((object[])o)[1] == 2L &amp;&amp; (decimal)((object[])o)[3] == 1.5m',
    ],
    ['int?[]', '@(new int?[] { 1, null })', '((int?[])o)[0] == 1 &amp;&amp; ((int?[])o)[1] == null'],
    ['List', '@(new List&lt;DateTime&gt; { new DateTime(2024, 1, 2) })', '((List&lt;DateTime&gt;)o)[0].Day == 2'],
    [
      'Dictionary',
      '@(new Dictionary&lt;string, int&gt; { { &quot;a&quot;, 1 } })',
      '((Dictionary&lt;string, int&gt;)o)[&quot;a&quot;] == 1',
    ],
    [
      'a Dictionary that ignores case',
      '@(new Dictionary&lt;string, int&gt;(StringComparer.OrdinalIgnoreCase) { { &quot;a&quot;, 1 } })',
      '((Dictionary&lt;string, int&gt;)o)[&quot;A&quot;] == 1',
    ],
    ['HashSet', '@(new HashSet&lt;long&gt; { 1L, 2L })', '((HashSet&lt;long&gt;)o).Contains(2L)'],
    ['tuple', '@((1, &quot;b&quot;))', '(((int, string))o).Item2 == &quot;b&quot;'],
    ['Tuple', '@(Tuple.Create(1.5, &quot;b&quot;))', '((Tuple&lt;double, string&gt;)o).Item1 == 1.5'],
    ['KeyValuePair', '@(new KeyValuePair&lt;string, int&gt;(&quot;a&quot;, 1))', '((KeyValuePair&lt;string, int&gt;)o).Value == 1'],
    [
      'JObject',
      '@(JObject.Parse(&quot;{\\&quot;a\\&quot;:[1,2.50,null,true],\\&quot;__proto__\\&quot;:{\\&quot;b\\&quot;:1}}&quot;))',
      '((JObject)o).ToString(Newtonsoft.Json.Formatting.None) == &quot;{\\&quot;a\\&quot;:[1,2.5,null,true],\\&quot;__proto__\\&quot;:{\\&quot;b\\&quot;:1}}&quot;',
    ],
    [
      'a date of JSON, and a text that looks like one',
      '@(new JArray(new DateTime(2024, 1, 2), &quot;2024-01-02T00:00:00&quot;))',
      '((JArray)o)[0].Type == JTokenType.Date &amp;&amp; ((JArray)o)[1].Type == JTokenType.String',
    ],
    ['JProperty', '@(new JProperty(&quot;a&quot;, 1))', '(int)((JProperty)o).Value == 1'],
    [
      'XElement',
      "@(XElement.Parse(&quot;&lt;a b='1'&gt; &lt;c/&gt; x&lt;/a&gt;&quot;))",
      '((XElement)o).Attribute(&quot;b&quot;).Value == &quot;1&quot; &amp;&amp; ((XElement)o).Element(&quot;c&quot;) != null',
    ],
    [
      'XDocument',
      "@(XDocument.Parse(&quot;&lt;?xml version='1.0' encoding='utf-8'?&gt;&lt;a/&gt;&quot;))",
      '((XDocument)o).Declaration.Encoding == &quot;utf-8&quot; &amp;&amp; ((XDocument)o).Root.Name.LocalName == &quot;a&quot;',
    ],
    ['Uri', '@(new Uri(&quot;https://a.example/b?c&quot;))', '((Uri)o).Host == &quot;a.example&quot;'],
    ['an anonymous object', '@(new { A = 1, B = &quot;x&quot; })', 'o.ToString() == &quot;{ A = 1, B = x }&quot;'],
  ])('%s', async (_what, value, test) => {
    const xml = `${store(value)}${lookup()}${set('ok', `@{ object o = context.Variables[&quot;v&quot;]; return ${test}; }`)}`;
    const { x, error, traces } = await ran(xml);
    expect(traces).toEqual([]);
    expect([error, x.context.variables.get('ok')]).toEqual(['completed', true]);
  });

  it('is a response, with headers and a body that can be read again', async () => {
    const url = '<send-request response-variable-name="r"><set-url>https://a.example/</set-url></send-request>';
    const xml = `${url}${store('@((IResponse)context.Variables[&quot;r&quot;])')}${lookup()}<return-response response-variable-name="v" />`;
    const { x, outcome } = await ran(xml, { answers: [{ status: 201, headers: { 'X-A': '1' }, body: '{"ä":1}' }] });
    expect(outcome.kind).toBe('returned');
    expect(x.context.response).toMatchObject({ statusCode: 201 });
    expect(x.context.response?.headers.get('x-a')).toEqual(['1']);
    const content = x.context.response?.body?.content;
    expect(content?.kind === 'bytes' ? Buffer.from(content.bytes).toString() : undefined).toBe('{"ä":1}');
  });

  it('is a copy: what is changed later does not change it', async () => {
    const xml = `${set('d', '@(new JObject(new JProperty(&quot;a&quot;, 1)))')}${store('@((JObject)context.Variables[&quot;d&quot;])')}${set('_', '@{ ((JObject)context.Variables[&quot;d&quot;])[&quot;a&quot;] = 2; return 0; }')}${lookup()}${set('ok', '@((int)((JObject)context.Variables[&quot;v&quot;])[&quot;a&quot;])')}`;
    expect((await ran(xml)).x.context.variables.get('ok')).toBe(1);
  });

  it.each([
    ['the context', '@(context.Request)'],
    ['a URL of the context', '@(context.Request.Url)'],
    ['a lazy sequence', '@(new [] { 1, 2 }.Select(i =&gt; i + 1))'],
    ['a token', '@((Authorization)context.Variables[&quot;auth&quot;])'],
    ['a document that nests too deep', '@{ JToken t = new JArray(); for (int i = 0; i &lt; 600; i++) { t = new JArray(t); } return t; }'],
  ])('cannot be %s, which is traced', async (_what, value) => {
    const auth = '<get-authorization-context provider-id="crm" authorization-id="default" context-variable-name="auth" />';
    const { outcome, traces, x } = await ran(`${auth}${store(value)}${lookup('default-value="none" ')}`, {
      tokens: { 'crm/default': 'token-of-crm' },
    });
    expect(outcome.kind).toBe('completed');
    expect(traces.map(({ source, message }) => [source, message])).toEqual([
      ['cache-store-value', expect.stringMatching(/^nothing was stored: a value of type .+ cannot be kept$/)],
    ]);
    expect(JSON.stringify(traces)).not.toContain('token-of-crm');
    expect(x.context.variables.get('v')).toBe('none');
  });
});

/** A cache that a test looks into, or that fails. */
function recorded(fails = false): { cache: Cache; entries: Map<string, string>; times: number[] } {
  const entries = new Map<string, string>();
  const times: number[] = [];
  const check = (): void => {
    if (fails) throw new Error('the cache redis.example:6379 cannot be reached');
  };
  return {
    entries,
    times,
    cache: {
      get: async (key) => {
        check();
        return entries.get(key);
      },
      set: async (key, value, ttlMs) => {
        check();
        times.push(ttlMs);
        entries.set(key, value);
      },
      delete: async (key) => {
        check();
        entries.delete(key);
      },
    },
  };
}
const caches = (internal: Cache, external?: Cache): Given => ({ services: { caches: { internal, external } } });

describe('caching-type', () => {
  it.each([
    ['', true, 'external'],
    ['', false, 'internal'],
    ['caching-type="prefer-external" ', true, 'external'],
    ['caching-type="internal" ', true, 'internal'],
    ['caching-type="external" ', true, 'external'],
  ])('%s with an external cache: %s', async (type, hasExternal, used) => {
    const [internal, external] = [recorded(), recorded()];
    await ran(store('v', type), caches(internal.cache, hasExternal ? external.cache : undefined));
    expect({ internal: internal.entries.size, external: external.entries.size }).toEqual({ internal: 0, external: 0, [used]: 1 });
  });

  it('external without one is a miss, and traced', async () => {
    const { x, traces, outcome } = await ran(
      `${store('v', 'caching-type="external" ')}${lookup('default-value="none" caching-type="external" ')}`,
    );
    expect(outcome.kind).toBe('completed');
    expect(x.context.variables.get('v')).toBe('none');
    expect(traces.map(({ message }) => message)).toEqual([
      'nothing was stored: no external cache is configured; name one with `cache` in fedpass.yaml',
      'nothing was looked up: no external cache is configured; name one with `cache` in fedpass.yaml',
    ]);
  });
});

describe('time', () => {
  it.each([
    ['60', [60_000]],
    ['@(2 * 30)', [60_000]],
    ['2147483647', [2_147_483_647_000]],
    ['0', []],
    ['-1', []],
  ])('duration="%s"', async (duration, times) => {
    const cache = recorded();
    cache.entries.set('value k', '"old"');
    await ran(`<cache-store-value key="k" value="v" duration="${duration}" />`, caches(cache.cache));
    expect(cache.times).toEqual(times);
    expect(cache.entries.get('value k')).toBe(times.length === 0 ? undefined : '"v"');
  });

  it('ends a value', async () => {
    let now = 0;
    const clock: Clock = { now: () => now, elapsed: () => now };
    const memory = memoryCache(clock);
    await ran(store('v'), { ...caches(memory), clock });
    now = 59_999;
    expect((await ran(lookup(), { ...caches(memory), clock })).x.context.variables.get('v')).toBe('v');
    now = 60_000;
    expect((await ran(lookup(), { ...caches(memory), clock })).x.context.variables.has('v')).toBe(false);
  });
});

describe('a cache that fails', () => {
  it.each([
    ['cache-lookup-value', lookup('default-value="none" '), 'nothing was looked up'],
    ['cache-store-value', store('v'), 'nothing was stored'],
    ['cache-remove-value', '<cache-remove-value key="k" />', 'nothing was removed'],
    [
      'cache-value',
      '<cache-value key="k" variable-name="v"><value><set-variable name="v" value="none" /></value></cache-value>',
      'nothing was looked up',
    ],
  ])('fails no %s', async (source, xml, text) => {
    const { outcome, traces, x } = await ran(xml, caches(recorded(true).cache));
    expect(outcome.kind).toBe('completed');
    expect(traces[0]).toMatchObject({ source, severity: 'error', message: `${text}: the cache redis.example:6379 cannot be reached` });
    if (xml.includes('none')) expect(x.context.variables.get('v')).toBe('none');
  });

  it('fails a removal that must not fail', async () => {
    const { error, x } = await ran('<cache-remove-value key="k" fail-on-cache-removal-error="true" />', caches(recorded(true).cache));
    expect(error).toBe('the value could not be removed from the cache');
    expect(x.context.lastError).toMatchObject({ source: 'cache-remove-value' });
  });

  it('or holds what nobody can read is a miss', async () => {
    const cache = recorded();
    for (const text of ['{', '["gone"]', '["box",["System.Int64",[]],"x"]', '{"a":1}', '["list",5]', '@1 ["dictionary"]']) {
      cache.entries.set('value k', text);
      const { outcome, traces, x } = await ran(lookup('default-value="none" '), caches(cache.cache));
      expect(outcome.kind).toBe('completed');
      expect(x.context.variables.get('v')).toBe('none');
      expect(traces.map(({ message }) => message)).toEqual(['what lies under the key cannot be read']);
    }
  });
});

describe('a miss', () => {
  it('leaves the variable alone, or sets the default with its type', async () => {
    expect((await ran(lookup())).x.context.variables.has('v')).toBe(false);
    expect((await ran(`${set('v', 'before')}${lookup()}`)).x.context.variables.get('v')).toBe('before');
    expect(
      (await ran(`${lookup('default-value="@(5)" ')}${set('ok', '@((int)context.Variables[&quot;v&quot;] + 1)')}`)).x.context.variables.get(
        'ok',
      ),
    ).toBe(6);
  });
});

describe('cache-value', () => {
  const value = (attributes: string, inside: string): string =>
    `<cache-value key="k" variable-name="v" ${attributes}><value>${inside}</value></cache-value>`;

  it('computes once, and again when the value is old; others get the old one meanwhile', async () => {
    let now = 0;
    const clock: Clock = { now: () => now, elapsed: () => now };
    const given = { ...caches(memoryCache(clock)), clock };
    const compute = async (name: string) =>
      (await ran(value('expires-after="100" refresh-after="10"', set('v', name)), given)).x.context.variables.get('v');
    expect(await compute('one')).toBe('one');
    now = 9_000;
    expect(await compute('two')).toBe('one');
    now = 10_000;
    const busy = { take: () => undefined };
    expect(
      (await ran(value('', set('v', 'three')), { ...given, services: { ...given.services, slots: busy } })).x.context.variables.get('v'),
    ).toBe('one');
    expect(await compute('four')).toBe('four');
    expect(await compute('five')).toBe('four');
    now = 200_000;
    expect(await compute('six')).toBe('six');
  });

  it('keeps the old value when computing fails', async () => {
    let now = 0;
    const clock: Clock = { now: () => now, elapsed: () => now };
    const given = { ...caches(memoryCache(clock)), clock };
    await ran(value('expires-after="100" refresh-after="10"', set('v', 'old')), given);
    now = 20_000;
    const fails = set('v', '@(context.Request.Headers[&quot;Absent&quot;][0])');
    const { x, outcome, traces } = await ran(value('', fails), given);
    expect(outcome.kind).toBe('completed');
    expect(x.context.variables.get('v')).toBe('old');
    expect(traces[0]?.message).toContain('the old one is used');
    now = 200_000;
    expect((await ran(value('', fails), given)).outcome.kind).toBe('failed');
  });

  it('reads the times after the value was computed', async () => {
    const cache = recorded();
    await ran(
      value('expires-after="@((int)context.Variables[&quot;ttl&quot;])"', `${set('ttl', '@(7)')}${set('v', 'x')}`),
      caches(cache.cache),
    );
    expect(cache.times).toEqual([7_000]);
  });

  it.each([
    ['the default when nothing was computed', 'default-value="d"', set('other', 'x'), 'd', 0],
    ['nothing for null', '', set('v', '@((string)null)'), null, 0],
    ['what a policy inside returns', '', '<return-response />', undefined, 0],
  ])('gives %s', async (_what, attributes, inside, wanted, kept) => {
    const cache = recorded();
    const { x, outcome } = await ran(value(attributes, inside), caches(cache.cache));
    expect(x.context.variables.get('v')).toBe(wanted);
    expect(outcome.kind).toBe(inside === '<return-response />' ? 'returned' : 'completed');
    expect(cache.entries.size).toBe(kept);
  });

  it('shares its keys with the others', async () => {
    const given = caches(memoryCache({ now: () => 0, elapsed: () => 0 }));
    await ran(store('stored'), given);
    expect((await ran(value('', set('v', 'computed')), given)).x.context.variables.get('v')).toBe('stored');
    await ran('<cache-remove-value key="k" />', given);
    await ran(value('', set('v', 'computed')), given);
    expect((await ran(lookup(), given)).x.context.variables.get('v')).toBe('computed');
  });
});

describe('documents', () => {
  it.each([
    ['<cache-lookup-value variable-name="v" />', ['attribute/missing cache-lookup-value']],
    ['<cache-lookup-value key="k" />', ['attribute/missing cache-lookup-value']],
    ['<cache-lookup-value key="k" variable-name="v" caching-type="redis" />', ['value/type redis']],
    ['<cache-store-value key="k" value="v" />', ['attribute/missing cache-store-value']],
    ['<cache-store-value key="k" value="v" duration="soon" />', ['value/type soon']],
    ['<cache-remove-value />', ['attribute/missing cache-remove-value']],
    [`${lookup()}${lookup()}`, []],
    ['<cache-value key="k" variable-name="v" expires-after="5" refresh-after="9" />', ['cache-value/refresh-after 9']],
    ['<cache-value key="k" variable-name="v"><set-variable name="v" value="1" /></cache-value>', ['element/unknown set-variable']],
  ])('%s', async (xml, wanted) => {
    expect(await found(xml)).toEqual(wanted);
  });
});
