import { describe, expect, it } from 'vitest';
import { attribute, element, elements, literal, outline, read, textOf } from './reading.ts';

const sample = `\uFEFF<?xml version="1.0" encoding="utf-8"?>
<!-- a "comment" with @(unbalanced -->
<policies>
  <inbound>
    <base />
    <set-header  name = "X-Team"
                 exists-action='override' >
      <value>blue</value>
    </set-header >
    <set-body><soap:Envelope xmlns:soap="urn:x"><soap:Body a="1"/></soap:Envelope></set-body>
  </inbound>
</policies>
<!-- the end -->
`;

describe('the tree', () => {
  const { document, at, findings } = read(sample);

  it('is free of findings and has one root', () => {
    expect(findings).toEqual([]);
    expect(document.roots).toHaveLength(1);
    expect(document.root?.name).toBe('policies');
    expect(document.children.map((node) => node.kind)).toEqual(['text', 'comment', 'text', 'element', 'text', 'comment', 'text']);
  });

  it.each([
    ['span', 'set-header', /^<set-header {2}name[\s\S]*<\/set-header >$/],
    ['openSpan', 'set-header', /^<set-header {2}name[\s\S]*' >$/],
    ['closeSpan', 'set-header', /^<\/set-header >$/],
    ['nameSpan', 'set-header', /^set-header$/],
    ['innerSpan', 'set-header', /^\s+<value>blue<\/value>\s+$/],
    ['span', 'base', /^<base \/>$/],
    ['openSpan', 'base', /^<base \/>$/],
    ['innerSpan', 'base', /^$/],
    ['innerSpan', 'set-body', /^<soap:Envelope xmlns:soap="urn:x"><soap:Body a="1"\/><\/soap:Envelope>$/],
    ['nameSpan', 'soap:Body', /^soap:Body$/],
    ['span', 'policies', /^<policies>[\s\S]*<\/policies>$/],
  ] as const)('gives the %s of %s', (span, name, expected) => {
    const range = element(document, name)[span];
    expect(range).toBeDefined();
    expect(range === undefined ? undefined : at(range)).toMatch(expected);
  });

  it('has no end tag for an element that closes itself', () => {
    expect(element(document, 'base')).toMatchObject({ selfClosing: true, children: [], damaged: false });
    expect(element(document, 'base')).not.toHaveProperty('closeSpan');
  });

  it('gives every range of an attribute', () => {
    const action = attribute(document, 'exists-action');
    expect([action.nameSpan, action.valueSpan, action.span].map(at)).toEqual(['exists-action', 'override', "exists-action='override'"]);
    expect(at(attribute(document, 'name').span)).toBe('name = "X-Team"');
  });

  it('gives the ranges of texts and comments', () => {
    expect(at(textOf(document).span)).toBe('blue');
    const comments = document.children.flatMap((node) => (node.kind === 'comment' ? [at(node.innerSpan)] : []));
    expect(comments).toEqual([' a "comment" with @(unbalanced ', ' the end ']);
  });

  it('marks white space between elements', () => {
    const blanks = element(document, 'inbound').children.flatMap((node) => (node.kind === 'text' ? [node.blank] : []));
    expect(blanks).toEqual([true, true, true, true]);
  });
});

describe('names', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', 'a:b', 'größe', '_1.x-y'])(
    '%s is a plain name',
    (name) => {
      const { document, findings } = read(`<a><${name} ${name}="1"/><${name}>x</${name}></a>`);
      expect(findings).toEqual([]);
      expect(elements(document).map((one) => one.name)).toEqual(['a', name, name]);
      expect(attribute(document, name).name).toBe(name);
    },
  );
});

describe('commented-out policies', () => {
  it.each([
    '<a><!-- <b c="@(x["y"])">don\'t</b> --><d/></a>',
    '<a><!-- <b> " \' ( { -- --><d/></a>',
    '<a><!----><d/></a>',
    '<a><!-- @{ if (x) { --><d/></a>',
  ])('%s', (text) => {
    const { document, findings } = read(text);
    expect(findings).toEqual([]);
    expect(outline(document)).toBe('a[d]');
  });
});

describe('text', () => {
  it('joins CDATA sections and text', () => {
    const { document, findings, at } = read('<a> 1 &lt; <![CDATA[2 & <b/>]]> end</a>');
    expect(findings).toEqual([]);
    const value = literal(textOf(document));
    expect(value.text).toBe(' 1 < 2 & <b/> end');
    expect(at(value.map.span(value.text.indexOf('<b/>'), value.text.indexOf('<b/>') + 4))).toBe('<b/>');
    expect(at(value.map.span(1, 7))).toBe('1 &lt; <![CDATA[2 ');
  });

  it('is parted by comments', () => {
    const { document } = read('<a>one<!-- c -->two</a>');
    expect(element(document, 'a').children.map((node) => node.kind)).toEqual(['text', 'comment', 'text']);
  });

  it('may hold raw XML of any depth up to the limit', () => {
    const deep = `${'<x>'.repeat(63)}${'</x>'.repeat(63)}`;
    const { document, findings, at } = read(`<set-body>${deep}</set-body>`);
    expect(findings).toEqual([]);
    expect(at(element(document, 'set-body').innerSpan)).toBe(deep);
  });
});

describe('line ends', () => {
  it.each([
    ['\n', '\n'],
    ['\r\n', '\n'],
    ['\r', '\n'],
  ])('%j in text is read as %j', (written, meant) => {
    const { document, at } = read(`<a>x${written}y</a>`);
    const value = literal(textOf(document));
    expect(value.text).toBe(`x${meant}y`);
    expect(at(value.map.span(2, 3))).toBe('y');
    expect(at(value.map.span(1, 2))).toBe(written);
  });

  it('are spaces in a literal attribute, as tabs are, unless they are escaped', () => {
    const { document } = read('<a b="1\r\n2\n3\t4&#10;5&#9;6"/>');
    expect(literal(attribute(document, 'b').value).text).toBe('1 2 3 4\n5\t6');
  });

  it('stay in an expression, so that a line comment ends', () => {
    const { document, findings } = read('<a b="@(1 // one\r\n + 2)"/>');
    expect(findings).toEqual([]);
    expect(attribute(document, 'b').value).toMatchObject({ kind: 'single', code: '1 // one\n + 2' });
  });
});
