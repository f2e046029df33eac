import { describe, expect, it } from 'vitest';
import { parseXml } from '../../../../src/compiler/1-parse/xml/parse.ts';
import { Findings } from '../../../../src/diagnostics/diagnostic.ts';
import { Source } from '../../../../src/diagnostics/source.ts';
import { outline, read } from './reading.ts';

/**
 * A document with faults. `«…»` marks the range of each finding, in order; `‹…›` marks the related places, in the order of their
 * findings. `tree` is what is still read of the document.
 */
interface Fault {
  readonly text: string;
  readonly codes: string | readonly string[];
  readonly tree?: string;
}

const attributes: Fault[] = [
  { text: '<a b=«"x» c="1"/>', codes: 'xml/unclosed-attribute-value', tree: 'a b=x c=1' },
  { text: '<a>\n<b c=«"x»>\n<d e="1"/></b></a>', codes: 'xml/unclosed-attribute-value', tree: 'a[b c=x[d e=1]]' },
  { text: '<a>\n<b c=«"x» />\n<d e="1"/></a>', codes: 'xml/unclosed-attribute-value', tree: 'a[b c=x d e=1]' },
  { text: '<a><b c=«"x» /><d e="1"/></a>', codes: 'xml/unclosed-attribute-value', tree: 'a[b c=x d e=1]' },
  { text: '<a b=«"x»\n   c="1">y</a>', codes: 'xml/unclosed-attribute-value', tree: 'a b=x c=1[y]' },
  { text: '<a b=«"@(f("y") == 1)» c="1"/>', codes: 'xml/unclosed-attribute-value', tree: 'a b=@(f("y") == 1) c=1' },
  { text: '<a b=«"@(f("y"))»/>', codes: 'xml/unclosed-attribute-value', tree: 'a b=@(f("y"))' },
  { text: '<a>\n<b c=«"@(f("y"))»>\n<d/></b></a>', codes: 'xml/unclosed-attribute-value', tree: 'a[b c=@(f("y"))[d]]' },
  { text: '<a b=«x»" c="1"/>', codes: 'xml/unquoted-attribute-value', tree: 'a b=x c=1' },
  { text: '<a b=«x y»" c="1"/>', codes: 'xml/unquoted-attribute-value', tree: 'a b=x y c=1' },
  { text: '<a b=«x» c="1"/>', codes: 'xml/unquoted-attribute-value', tree: 'a b=x c=1' },
  { text: '<a b=«http://x/y»/>', codes: 'xml/unquoted-attribute-value', tree: 'a b=http://x/y' },
  { text: '<a b=«@(f("y"))»" c="1"/>', codes: 'xml/unquoted-attribute-value', tree: 'a b=@(f("y")) c=1' },
  { text: '<a «b» c="1"/>', codes: 'xml/attribute-without-value', tree: 'a b= c=1' },
  { text: '<a «b»= />', codes: 'xml/attribute-without-value', tree: 'a b=' },
  { text: '<a «b» "x" c="1"/>', codes: 'xml/missing-equals', tree: 'a b=x c=1' },
  { text: '<a b="x"«c»="1"/>', codes: 'xml/missing-space', tree: 'a b=x c=1' },
  { text: '<a b="@(f("x"))"«c»="1"/>', codes: 'xml/missing-space', tree: 'a b=@(f("x")) c=1' },
  { text: '<a ‹b›="x" «b»="y"/>', codes: 'xml/duplicate-attribute', tree: 'a b=x b=y' },
  { text: '<a ‹__proto__›="x" «__proto__»="y"/>', codes: 'xml/duplicate-attribute' },
  { text: '<a b="x «"»y" z"/>', codes: 'xml/quote-in-attribute', tree: 'a b=x "y" z' },
  { text: '<a b="x «<» y"/>', codes: 'xml/less-than-in-attribute', tree: 'a b=x < y' },
  { text: '<a b="«<»b>x«<»/b>"/>', codes: ['xml/less-than-in-attribute', 'xml/less-than-in-attribute'], tree: 'a b=<b>x</b>' },
  { text: '<a b="x" «,» c="1"/>', codes: 'xml/unexpected-in-tag', tree: 'a b=x c=1' },
  { text: '<a b="x"«"» c="1"/>', codes: 'xml/unexpected-in-tag', tree: 'a b=x c=1' },
  { text: '<a «="x"»/>', codes: 'xml/unexpected-in-tag', tree: 'a' },
  { text: '<a «1b»="x"/>', codes: 'xml/bad-name', tree: 'a 1b=x' },
];

const tags: Fault[] = [
  { text: '<a>«<b»@(f("x") < 1)</b><c/></a>', codes: 'xml/unclosed-tag', tree: 'a[b[@(f("x") < 1)] c]' },
  { text: '<a>«<b»{ "c": "d" }</b><e/></a>', codes: 'xml/unclosed-tag', tree: 'a[b[{ "c": "d" }] e]' },
  { text: '<a>«<b»c/d e</b><e/></a>', codes: 'xml/unclosed-tag', tree: 'a[b[c/d e] e]' },
  { text: '<a>«<b» c="1"\n  some text, d</b><e/></a>', codes: 'xml/unclosed-tag', tree: 'a[b c=1[some text, d] e]' },
  { text: '<a>«<b»\n  <!-- c -->\n  <d/></b><e/></a>', codes: 'xml/unclosed-tag', tree: 'a[b[d] e]' },
  { text: '<p>«<b» c="1" <d/></b></p>', codes: 'xml/unclosed-tag' },
  { text: '<a>\n  «<b» c="1"\n  <d/>\n  </b>\n</a>', codes: 'xml/unclosed-tag', tree: 'a[b c=1[d]]' },
  { text: '<a>\n  «<b» /\n  <d/>\n</a>', codes: 'xml/unclosed-tag', tree: 'a[b d]' },
  { text: '<a «/» b="1"/>', codes: 'xml/lone-slash', tree: 'a b=1' },
  { text: '<a «<!-- c -->» b="1"/>', codes: 'xml/comment-in-tag', tree: 'a b=1' },
  { text: '<a>«< »b c="1"/></a>', codes: 'xml/space-in-tag', tree: 'a[b c=1]' },
  { text: '<a><b>x«</ »b></a>', codes: 'xml/space-in-tag', tree: 'a[b[x]]' },
  { text: '<a><b>x«</b»\n</a>', codes: 'xml/unclosed-end-tag', tree: 'a[b[x]]' },
  { text: '<a><b>x</b «c="1"»></a>', codes: 'xml/unexpected-in-end-tag', tree: 'a[b[x]]' },
  { text: '<a><b>x«</>»</a>', codes: 'xml/nameless-end-tag', tree: 'a[b[x]]' },
];

const nesting: Fault[] = [
  { text: '<a>‹<b>›x«<b>»<c/></a>', codes: 'xml/missing-slash', tree: 'a[b[x] c]' },
  { text: '‹<a>›\n  <b/>\n«<a>»\n', codes: 'xml/missing-slash', tree: 'a[b]' },
  { text: '<a>\n  <b>\n    <c/>\n  «/b»>\n  <d/>\n</a>', codes: 'xml/missing-less-than', tree: 'a[b[c] d]' },
  { text: '<a>\n  «b» c="@(f["x"])">\n    <c/>\n  </b>\n  <d/>\n</a>', codes: 'xml/missing-less-than', tree: 'a[b c=@(f["x"])[c] d]' },
  { text: '<a>\n  <b>x«/b»>\n  <d/>\n</a>', codes: 'xml/missing-less-than', tree: 'a[b[x] d]' },
  { text: '«a»>\n  <b/>\n</a>', codes: 'xml/missing-less-than', tree: 'a[b]' },
  { text: '<a>«<b»>x‹</a>›', codes: 'xml/unclosed-element', tree: 'a[b[x]]' },
  { text: '«<a»><b/>', codes: 'xml/unclosed-element', tree: 'a[b]' },
  { text: '<a>\n  «<b»>\n    <c/>\n  ‹<d>›\n  </d>\n</a>', codes: 'xml/unclosed-element', tree: 'a[b[c] d]' },
  { text: '<a>\n  «<b» >\n  ‹<c/>›\n</a>', codes: 'xml/unclosed-element', tree: 'a[b c]' },
  // Of two elements of one name, indentation tells which one lost its end tag.
  {
    text: '<a>\n  <b>\n    «<b»>\n      <c/>\n  ‹</b>›\n  <d/>\n</a>',
    codes: 'xml/unclosed-element',
    tree: 'a[b[b[c]] d]',
  },
  {
    text: '<a>«<x»>«<y»><z/>‹‹</a>››',
    codes: ['xml/unclosed-element', 'xml/unclosed-element'],
    tree: 'a[x[y[z]]]',
  },
  { text: '‹<a b="1">›x«</A>»', codes: 'xml/mismatched-tag', tree: 'a b=1[x]' },
  { text: '<a>‹<b>›x«</c>»</a>', codes: 'xml/mismatched-tag', tree: 'a[b[x]]' },
  { text: '<a>‹<b>›x«</a>»</a>', codes: 'xml/mismatched-tag', tree: 'a[b[x]]' },
  { text: '<a><b/>«</b>»</a>', codes: 'xml/stray-end-tag', tree: 'a[b]' },
  { text: '«</a>»<b/>', codes: 'xml/stray-end-tag', tree: 'b' },
];

const documents: Fault[] = [
  { text: '‹<a/>›<!-- c -->«<b c="1">»<d/></b><e/>', codes: 'xml/several-roots', tree: 'a b c=1[d] e' },
  { text: '«»', codes: 'xml/no-root' },
  { text: '  «»just text  ', codes: 'xml/no-root' },
  { text: '«»<!-- nothing -->', codes: 'xml/no-root' },
  { text: '<a/> «x» ', codes: 'xml/text-outside-root', tree: 'a' },
  { text: '«x»<a/>', codes: 'xml/text-outside-root', tree: 'a' },
  { text: '«<!DOCTYPE a>»<a/>', codes: 'xml/doctype', tree: 'a' },
  {
    text: '«<!DOCTYPE a [<!ENTITY b "]>"><!ENTITY c SYSTEM \'file:///x\'>]>»<a>«&b;»</a>',
    codes: ['xml/doctype', 'xml/unknown-entity'],
    tree: 'a[&b;]',
  },
  { text: '<a>«<!»ELEMENT b></a>', codes: 'xml/unexpected-declaration', tree: 'a' },
  { text: ' «<?xml version="1.0"?>»<a/>', codes: 'xml/declaration-not-first', tree: 'a' },
  { text: '<a>«<?»x></a>', codes: 'xml/unclosed-instruction', tree: 'a' },
  { text: '<a>«&bogus;»</a>', codes: 'xml/unknown-entity', tree: 'a[&bogus;]' },
  { text: '<a b="«&nbsp;»"/>', codes: 'xml/unknown-entity' },
  { text: '<a b="x?y=1«&»z=2"/>', codes: 'xml/stray-ampersand', tree: 'a b=x?y=1&z=2' },
  { text: '<a>x «&» y</a>', codes: 'xml/stray-ampersand', tree: 'a[x & y]' },
  { text: '<a>«&#0;»«&#xD800;»«&#x110000;»«&#99999999999;»</a>', codes: Array(4).fill('xml/bad-character-reference') },
  { text: '<a>x«\u0001»y«\uD800»z«\uFFFF»</a>', codes: Array(3).fill('xml/forbidden-character') },
  { text: '<a>x «<» y</a>', codes: 'xml/stray-less-than', tree: 'a[x < y]' },
  { text: '<a>x «]]>» y</a>', codes: 'xml/stray-cdata-end' },
  { text: '<a><b>«<![CDATA[»x</b></a>', codes: 'xml/unclosed-cdata', tree: 'a[b[x]]' },
];

const comments: Fault[] = [
  { text: '<a>\n «<!--» x ‹->›\n <b/>\n</a>', codes: 'xml/unclosed-comment', tree: 'a[b]' },
  { text: '<a>\n «<!--» x\n <b/>\n</a>', codes: 'xml/unclosed-comment', tree: 'a[b]' },
  { text: '<a>\n «<!--» x\n <b/> <!-- y -->\n <c/>\n</a>', codes: 'xml/unclosed-comment', tree: 'a[b c]' },
  { text: '<a>\n ‹<!--› <b/> «<!--» y --> <c/> -->\n <d/>\n</a>', codes: 'xml/nested-comment', tree: 'a[d]' },
  { text: '‹<!--› x\n«<!--» y -->\n<a/>', codes: 'xml/opening-in-comment', tree: 'a' },
];

const expressions: Fault[] = [
  // The brace that is missing belongs to the `if`, as its indentation tells.
  {
    text: '<a b="«@{»\n  if (x)\n  ‹{›\n    if (y) { f(); }\n    return 1;\n}" c="2"/>',
    codes: 'expression/unterminated',
  },
  { text: '<a b="«@{»\n  var x = new { "y", ", "z‹"› };\n  return x;\n}" c="2"/>', codes: 'expression/unterminated' },
  { text: '<a>\n<b>‹@{›\n  if (x) }\n  «return y.As<string>(); }»</b>\n<c/></a>', codes: 'expression/trailing-text' },
  {
    text: '<a>\n<b c="«@»\n  return f.As<string>("x") && 1; }" />\n<d/></a>',
    codes: 'expression/missing-bracket',
    tree: 'a[b c=@   return f.As<string>("x") && 1; } d]',
  },
  { text: '<a>\n<b>«@»\n  // a comment\n  return f.As<string>(); }</b>\n<d/></a>', codes: 'expression/missing-bracket' },
  { text: '<a b="«@(»f("x")" c="1"/>', codes: 'expression/unterminated', tree: 'a b=@(f("x")! c=1' },
  { text: '<a>\n<b c="«@(»f("x")" />\n<d e="@(g("y"))"/></a>', codes: 'expression/unterminated', tree: 'a[b c=@(f("x")! d e=@(g("y"))]' },
  { text: '<a>\n<b c="«@(»f("x")">\n<d/></b></a>', codes: 'expression/unterminated', tree: 'a[b c=@(f("x")![d]]' },
  { text: '<a b="«@(»f‹(›"x)"\n c="1"/>', codes: 'expression/unterminated', tree: 'a b=@(f("x)! c=1' },
  { text: '<a>\n<b c="«@{»\n  if (x) {\n    return "1";\n  " />\n<d/></a>', codes: 'expression/unterminated' },
  { text: "<a b='«@(»f(‹\"›x)' c='1'>\n</a>", codes: 'expression/unterminated', tree: 'a b=@(f("x)! c=1' },
  { text: '<a><b>«@(»f‹(›"x"</b><c/></a>', codes: 'expression/unterminated', tree: 'a[b[@(f("x"!] c]' },
  { text: '<a><b>«@(»f[‹"›x]</b>\n<c/></a>', codes: 'expression/unterminated' },
  {
    text: '<a>\n<b>\n  «@{»\n  if (x) { return "</y>";\n  }\n</b>\n<c/></a>',
    codes: 'expression/unterminated',
    tree: 'a[b[@{\n  if (x) { return "</y>";\n  }!] c]',
  },
  { text: '<a><b>«@{» ‹/*› </b><c/></a>', codes: 'expression/unterminated' },
  { text: '<a><b><![CDATA[«@(»f(1)]]></b></a>', codes: 'expression/unterminated' },
  { text: '<a b="«@(»f(&quot;x&quot;)" c="1"/>', codes: 'expression/unterminated', tree: 'a b=@(f("x")! c=1' },
  { text: '<a b="‹@(›f("x"))«)»" c="1"/>', codes: 'expression/trailing-text', tree: 'a b=@(f("x")) c=1' },
  { text: '<a b="‹@(›f("x")) «+ "y")»" c="1"/>', codes: 'expression/trailing-text', tree: 'a b=@(f("x")) c=1' },
  { text: '<a b="‹@(›f(1)) «> 5»" c="1"/>', codes: 'expression/trailing-text', tree: 'a b=@(f(1)) c=1' },
  { text: '<a>‹@(›f("x")) «and more»\n</a>', codes: 'expression/trailing-text', tree: 'a[@(f("x"))]' },
  { text: '<a>‹@(›f(1)) «&amp; <![CDATA[more»]]></a>', codes: 'expression/trailing-text' },
  { text: '<a b="Bearer «@(f["x"])»" c="1"/>', codes: 'expression/inside-text', tree: 'a b=Bearer @(f["x"]) c=1' },
  { text: '<a>Bearer «@(f.As<string>("x"))»</a>', codes: 'expression/inside-text', tree: 'a[Bearer @(f.As<string>("x"))]' },
  { text: '<a b="«@»f["x"] &amp; 1" c="1"/>', codes: 'expression/missing-bracket', tree: 'a b=@f["x"] & 1 c=1' },
  { text: '<a><b>«@»f.As<string>("x")</b><c/></a>', codes: 'expression/missing-bracket', tree: 'a[b[@f.As<string>("x")] c]' },
];

const several: Fault[] = [
  {
    text: `<policies>
  <inbound>
    <base id=«"x» />
    <set-header name="«@(»a("b")" exists-action="skip">
      <value>‹@(›"c")«x»</value>
    </set-header>
    ‹<choose>›
      <when condition="1 «<» 2">
        «<base»>
      ‹</when>›
    «</chose>»
  </inbound>
  <backend «b»>
    <forward-request/>
  </backend>
</policies>`,
    codes: [
      'xml/unclosed-attribute-value',
      'expression/unterminated',
      'expression/trailing-text',
      'xml/less-than-in-attribute',
      'xml/unclosed-element',
      'xml/mismatched-tag',
      'xml/attribute-without-value',
    ],
    tree:
      'policies[inbound[base id=x set-header name=@(a("b")! exists-action=skip[value[@("c")]] ' +
      'choose[when condition=1 < 2[base]]] backend b=[forward-request]]',
  },
];

/** Ranges in the order of their starts. */
const show = (ranges: [number, number][]) => ranges.sort(([a], [b]) => a - b).map(([start, end]) => `${start}-${end}`);

/** Takes the markers out of a text: what is left, and the ranges they stood around. */
function unmark(marked: string): { text: string; ranges: string[]; related: string[] } {
  let text = '';
  const open: number[] = [];
  const ranges: [number, number][] = [];
  const related: [number, number][] = [];
  for (const character of marked) {
    if (character === '«' || character === '‹') open.push(text.length);
    else if (character === '»') ranges.push([open.pop() ?? 0, text.length]);
    else if (character === '›') related.push([open.pop() ?? 0, text.length]);
    else text += character;
  }
  return { text, ranges: show(ranges), related: show(related) };
}

describe.each([
  ['attributes', attributes],
  ['tags', tags],
  ['nesting', nesting],
  ['documents', documents],
  ['comments', comments],
  ['expressions', expressions],
  ['several faults at once', several],
])('%s', (_, faults) => {
  it.each(faults)('$codes: $text', ({ text: marked, codes, tree }) => {
    const { text, ranges, related } = unmark(marked);
    const source = new Source('fault.xml', text);
    const findings = new Findings();
    const document = parseXml(source, findings.reporter(source));
    const found = findings.all;
    expect(found.map(({ code }) => code)).toEqual(typeof codes === 'string' ? [codes] : codes);
    expect(show(found.map(({ span }) => [span.start, span.end]))).toEqual(ranges);
    expect(show(found.flatMap((finding) => finding.related ?? []).map(({ span }) => [span.start, span.end]))).toEqual(related);
    if (tree !== undefined) expect(outline(document)).toBe(tree);
  });
});

describe('fixes', () => {
  it.each([
    ['<a>x & y < z &ltt;</a>', '<a>x &amp; y &lt; z &lt;</a>'],
    ['<a b="x<y"/>', '<a b="x&lt;y"/>'],
  ])('make %s well-formed', (text, expected) => {
    const source = new Source('fault.xml', text);
    const findings = new Findings();
    parseXml(source, findings.reporter(source));
    let mended = text;
    for (const { fix } of [...findings.all].reverse()) {
      for (const edit of fix?.edits ?? []) mended = mended.slice(0, edit.span.start) + edit.text + mended.slice(edit.span.end);
    }
    expect(mended).toBe(expected);
    expect(read(mended).findings).toEqual([]);
  });

  it('escape a whole expression', () => {
    const text = '<a b="@(x["y"] && 1 < 2)"/>';
    const source = new Source('fault.xml', text);
    const findings = new Findings();
    parseXml(source, findings.reporter(source), { dialect: 'xml' });
    let mended = text;
    for (const edit of [...(findings.all[0]?.fix?.edits ?? [])].reverse()) {
      mended = mended.slice(0, edit.span.start) + edit.text + mended.slice(edit.span.end);
    }
    expect(mended).toBe('<a b="@(x[&quot;y&quot;] &amp;&amp; 1 &lt; 2)"/>');
    expect(read(mended, 'xml').findings).toEqual([]);
  });
});
