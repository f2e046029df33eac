import { describe, expect, it } from 'vitest';
import { attribute, expression, literal, read, textOf } from './reading.ts';

/** Everything that can hide a bracket or a quote from whoever counts them. */
const code = [
  'context.Variables["x"]',
  '"x)"',
  '"\\")"',
  '@"ver""batim )"',
  '@"c:\\"',
  '$"{b["}"]}"',
  '$"{{{x}}}"',
  '$"{{)"',
  '$@"{a[""")"""]} ""{"quoted)"}"" "',
  '@$"{a})"',
  '$"{(a ? ")" : $"{b(")")}")}"',
  '$"{when:HH\\:mm:ss)}"',
  '$"{global::System.String.Empty})"',
  "'\"'",
  "')'",
  "'\\''",
  "'\\u0029'",
  "'\\x29'",
  'f(/* ) " */ 1)',
  'f( // ) "\n 1)',
  'a.As<JObject>()["b"] != null && 1 < 2',
  'x => new { A = "}" }',
  '{{name}}',
  '"{{name}}"',
  'a < b / c',
  '"<br />" + "</a>"',
  '"a" + "\\" />"',
  '"https://example.com/?a=1&b=2"',
  "f('Retry-After')",
];

describe('raw expressions', () => {
  it.each(code)('in text: %s', (one) => {
    const { document, findings, at } = read(`<a> @(${one}) </a>`, 'rawxml');
    expect(findings).toEqual([]);
    const value = expression(textOf(document));
    expect(value).toMatchObject({ kind: 'single', code: one, closed: true });
    expect(at(value.span)).toBe(`@(${one})`);
    expect(at(value.codeSpan)).toBe(one);
  });

  it.each(code)('in double quotes: %s', (one) => {
    const { document, findings, at } = read(`<a b="@(${one})" c="1"/>`, 'rawxml');
    expect(findings).toEqual([]);
    expect(attribute(document, 'b').value).toMatchObject({ kind: 'single', code: one, closed: true });
    expect(at(attribute(document, 'b').valueSpan)).toBe(`@(${one})`);
    expect(at(attribute(document, 'c').valueSpan)).toBe('1');
  });

  it.each(code.filter((one) => !one.includes("'R")))('in single quotes: %s', (one) => {
    const { document, findings } = read(`<a b='@(${one})' c='1'/>`, 'rawxml');
    expect(findings).toEqual([]);
    expect(attribute(document, 'b').value).toMatchObject({ kind: 'single', code: one, closed: true });
  });

  it.each(code)('in a block: %s', (one) => {
    const statements = ` var x = ${one};\n if (x != null) { return "<x></set-body>"; } return '}'; `;
    const { document, findings } = read(`<set-body>\n@{${statements}}\n</set-body>`, 'rawxml');
    expect(findings).toEqual([]);
    expect(textOf(document)).toMatchObject({ kind: 'block', code: statements, closed: true });
  });

  it('keep offsets when nothing is decoded', () => {
    const { document, text } = read('<a b="  @(x["y"])  "/>');
    const value = expression(attribute(document, 'b').value);
    expect(value.map.exact).toBe(true);
    for (let offset = 0; offset < value.code.length; offset++) expect(text[value.map.at(offset)]).toBe(value.code[offset]);
  });
});

const escaped = (one: string) =>
  one.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll("'", '&#39;');

describe('escaped expressions', () => {
  it.each(code)('are read as if they were raw: %s', (one) => {
    const { document, findings, at, text } = read(`<a b="@(${escaped(one)})"/>`);
    expect(findings).toEqual([]);
    expect(document.dialect).toBe('xml');
    const value = expression(attribute(document, 'b').value);
    expect(value).toMatchObject({ code: one, closed: true });
    expect(at(value.codeSpan)).toBe(escaped(one));
    expect(at(value.span)).toBe(`@(${escaped(one)})`);
    for (let offset = 0; offset < one.length; offset++) {
      expect(at(value.map.span(offset, offset + 1))).toBe(escaped(one[offset] ?? ''));
    }
    expect(text.slice(value.map.at(one.length))).toBe(')"/>');
  });

  it.each([
    ['<a b="@(f(&quot;x&quot;))"/>', 'f("x")'],
    ['<a>@(a &lt; b &amp;&amp; c)</a>', 'a < b && c'],
    ['<a><![CDATA[@(a < b && c("x"))]]></a>', 'a < b && c("x")'],
    ['<a>\n  <![CDATA[ @(a[b[0]] < 1) ]]>\n</a>', 'a[b[0]] < 1'],
    ['<a>@(a <![CDATA[<]]> b)</a>', 'a < b'],
    ['<a b="@(&#34;&#x78;&#x22;)"/>', '"x"'],
    ['<a b="@(x&#xA; + y)"/>', 'x\n + y'],
    ['<a b="&#64;(x)"/>', 'x'],
  ])('%s', (text, expected) => {
    const { document, findings } = read(text);
    expect(findings).toEqual([]);
    expect(document.dialect).toBe('xml');
    const value = text.startsWith('<a b') ? attribute(document, 'b').value : textOf(document);
    expect(value).toMatchObject({ kind: 'single', code: expected, closed: true });
  });

  it('count among raw ones, with a warning', () => {
    const { document, findings } = read('<a b="@(x(&quot;1&quot;) &amp;&amp; y)" c="@(x("2"))"/>');
    expect(findings).toEqual(['warning xml/mixed-escaping «&quot;»']);
    expect(document.dialect).toBe('rawxml');
    expect(attribute(document, 'b').value).toMatchObject({ code: 'x("1") && y' });
    expect(attribute(document, 'c').value).toMatchObject({ code: 'x("2")' });
  });

  it('are decoded inside a raw string too, with a warning', () => {
    const { document, findings, at } = read('<a b="@(x.Replace("&amp;", "+"))"/>');
    expect(findings).toEqual(['warning expression/ambiguous-escape «&amp;»']);
    const value = expression(attribute(document, 'b').value);
    expect(value.code).toBe('x.Replace("&", "+")');
    expect(at(value.map.span(11, 12))).toBe('&amp;');
  });

  it('keep references by number where expressions are raw', () => {
    const { document, findings } = read('<a b="@("&#39;")"/>');
    expect(findings).toEqual([]);
    expect(attribute(document, 'b').value).toMatchObject({ code: '"&#39;"' });
  });
});

describe('what is no expression', () => {
  it.each(['a@(b)c', '@', '@name', 'someone@example.com', '@@(x)', '(@)', 'x @{ y', 'mailto:a@(b'])('%s is a literal', (text) => {
    const { document } = read(`<a b="${text}">${text}</a>`);
    expect(literal(attribute(document, 'b').value).text).toBe(text);
    expect(literal(textOf(document)).text).toBe(text);
  });

  it.each([
    ['<a b="Bearer @(token)"/>', ['warning expression/in-literal «@(token)»']],
    ['<a>Bearer @(token("x"))</a>', ['warning expression/in-literal «@(token("x"))»']],
    ['<a b="@context.Request"/>', ['warning expression/without-bracket «@»']],
    ['<a>@ (x)</a>', ['warning expression/without-bracket «@»']],
    ['<a>me@example.com</a>', []],
  ])('%s', (text, expected) => {
    expect(read(text).findings).toEqual(expected);
  });
});

describe('dialects', () => {
  it.each([
    ['<a b="@(x)"/>', 'xml'],
    ['<a b="@(x[&quot;y&quot;])"/>', 'xml'],
    ['<a b=\'@(x["y"])\'/>', 'xml'],
    ['<a>@(x["y"] && z)</a>', 'rawxml'],
    ['<a b="@(x["y"])"/>', 'rawxml'],
    ['<a>@(x.As<string>())</a>', 'rawxml'],
    ['<a>@{ if (x < y) { return 1; } }</a>', 'rawxml'],
    ['<a b="1', 'rawxml'],
  ])('%s is %s', (text, expected) => {
    expect(read(text).document.dialect).toBe(expected);
  });

  it('are what the caller says', () => {
    expect(read('<a b="@(x)"/>', 'rawxml')).toMatchObject({ findings: [], document: { dialect: 'rawxml' } });
    expect(read('<a b="@(x)"/>', 'xml')).toMatchObject({ findings: [], document: { dialect: 'xml' } });
  });

  it('xml demands escapes, once for an expression', () => {
    const { document, findings } = read('<a b="@(x["y"] && z)" c="@(1 < 2)" d="@(e)">@(f["g"])</a>', 'xml');
    expect(findings).toEqual(['error expression/unescaped «"»', 'error expression/unescaped «<»']);
    expect(attribute(document, 'b').value).toMatchObject({ code: 'x["y"] && z' });
  });
});

describe('named values', () => {
  it.each([
    ['<a b="{{host}}"/>', [['host', '{{host}}']]],
    [
      '<a b="https://{{host}}:{{port-1}}/{{a.b_c}}"/>',
      [
        ['host', '{{host}}'],
        ['port-1', '{{port-1}}'],
        ['a.b_c', '{{a.b_c}}'],
      ],
    ],
    ['<a b="&lt;{{x}}&gt;"/>', [['x', '{{x}}']]],
    [
      '<a b="@("{{key}}" + {{n}})"/>',
      [
        ['key', '{{key}}'],
        ['n', '{{n}}'],
      ],
    ],
    ['<a b="@(&quot;{{key}}&quot;)"/>', [['key', '{{key}}']]],
    ['<a b="@($"{{{x}}}")"/>', []],
    ['<a b="{{ x }} {{}} {{a b}} { {x} }"/>', []],
  ] as const)('%s', (text, expected) => {
    const { document, at } = read(text);
    const { value } = attribute(document, 'b');
    expect(value.namedValues.map(({ name, span }) => [name, at(span)])).toEqual(expected);
    const decoded = value.kind === 'literal' ? value.text : value.code;
    for (const named of value.namedValues) expect(decoded.slice(named.at.start, named.at.end)).toBe(`{{${named.name}}}`);
  });

  it('stand in JSON bodies next to braces', () => {
    const { document } = read('<a>{"b":{{c}}}</a>');
    expect(textOf(document).namedValues.map(({ name }) => name)).toEqual(['c']);
  });
});

describe('entities', () => {
  it.each([
    ['&amp;&lt;&gt;&quot;&apos;', '&<>"\''],
    ['&#65;&#x42;&#x1F600;', 'AB\u{1F600}'],
    ['&amp;lt;', '&lt;'],
    ['a&amp;b', 'a&b'],
  ])('%s means %s', (written, meant) => {
    const { document, findings } = read(`<a b="${written}">${written}</a>`);
    expect(findings).toEqual([]);
    expect(literal(attribute(document, 'b').value).text).toBe(meant);
    expect(literal(textOf(document)).text).toBe(meant);
  });

  it('map to the whole escape, whichever half of a pair is asked for', () => {
    const { document, at } = read('<a>x&#x1F600;y</a>');
    const { map, text } = literal(textOf(document));
    expect(text).toHaveLength(4);
    expect([0, 1, 2, 3].map((offset) => at(map.span(offset, offset + 1)))).toEqual(['x', '&#x1F600;', '&#x1F600;', 'y']);
    expect(at(map.span(0, 4))).toBe('x&#x1F600;y');
  });
});
