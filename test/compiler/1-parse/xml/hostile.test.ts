import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { Document, Element, Node, Value } from '../../../../src/compiler/1-parse/xml/tree.ts';
import type { Span } from '../../../../src/diagnostics/span.ts';
import { read } from './reading.ts';

const inside = (inner: Span, outer: Span) => outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;

/** What is wrong with the ranges of a tree: each has to lie in the one around it, and siblings have to follow each other. */
function misplaced(document: Document, text: string): string[] {
  const found: string[] = [];
  const demand = (what: string, holds: boolean, span: Span) => {
    if (!holds) found.push(`${what} at ${span.start}-${span.end}`);
  };

  const checkValue = (value: Value, outer: Span) => {
    demand('value', inside(value.span, outer), value.span);
    const decoded = value.kind === 'literal' ? value.text : value.code;
    const within = value.kind === 'literal' ? value.span : value.codeSpan;
    demand('code', inside(within, value.span), within);
    let last = within.start;
    for (let offset = 0; offset <= decoded.length; offset++) {
      const at = value.map.at(offset);
      demand('unit', at >= last && at <= within.end, { start: at, end: at });
      last = at;
    }
    for (const named of value.namedValues) demand('named value', inside(named.span, within), named.span);
  };

  const checkElement = (element: Element) => {
    const { span, openSpan, innerSpan, closeSpan, nameSpan } = element;
    demand('name', inside(nameSpan, openSpan) && text.slice(nameSpan.start, nameSpan.end) === element.name, nameSpan);
    demand('start tag', openSpan.start === span.start && openSpan.end === innerSpan.start, openSpan);
    demand('inside', inside(innerSpan, span), innerSpan);
    if (closeSpan !== undefined) demand('end tag', closeSpan.start === innerSpan.end && closeSpan.end === span.end, closeSpan);
    let last = nameSpan.end;
    for (const attribute of element.attributes) {
      demand('attribute', inside(attribute.span, { start: last, end: openSpan.end }), attribute.span);
      demand('attribute name', text.slice(attribute.nameSpan.start, attribute.nameSpan.end) === attribute.name, attribute.nameSpan);
      demand('attribute value', inside(attribute.valueSpan, attribute.span), attribute.valueSpan);
      checkValue(attribute.value, attribute.span);
      last = attribute.span.end;
    }
    checkNodes(element.children, innerSpan);
  };

  const checkNodes = (nodes: readonly Node[], outer: Span) => {
    let last = outer.start;
    for (const node of nodes) {
      demand(node.kind, inside(node.span, { start: last, end: outer.end }), node.span);
      last = node.span.end;
      if (node.kind === 'text') checkValue(node.value, node.span);
      else if (node.kind === 'comment') demand('comment', inside(node.innerSpan, node.span), node.innerSpan);
      else checkElement(node);
    }
  };

  checkNodes(document.children, { start: 0, end: text.length });
  return found;
}

/** What documents are made of, in any order. */
const tags = ['<a', '<b', '>', '/>', '</a>', '</b>', '<', '</', '<a>', '<b c="d">', '< a', '\n  <a>', '\n</a>', '\n  /a>', '\n b>'];
const characters = ['x', ' ', '\n', '\r\n', '\t', '  ', 'é', '\uFEFF', '\u{1F600}', '\uD800', '\0'];
const attributes = ['"', "'", '=', ' c=', ' c="', '="1"', ' __proto__="1"', '/'];
const references = ['&', '&lt;', '&quot;', '&amp;', '&#x41;', '&#0;', '&bogus;', ';'];
const brackets = ['@(', '@{', '(', ')', '{', '}', '[', ']', '@', '{{', '}}', '{{n}}'];
const csharp = ['$"', '@"', '$@"', '\\', '\\"', '//', '/*', '*/', ':', '::', "'\"'", '?', 'As<int>()', 'a && b'];
const markup = ['<!--', '-->', '--', '<![CDATA[', ']]>', '<?xml version="1.0"?>', '<?p', '?>', '<!DOCTYPE a [', '<!X'];
const scraps = [tags, characters, attributes, references, brackets, csharp, markup].flat();

const documents = fc.array(fc.constantFrom(...scraps), { maxLength: 60 }).map((parts) => parts.join(''));
/** A good document, and what is left when scraps are put in and units taken out. */
const good = `<policies>
  <inbound>
    <base />
    <!-- a "comment" -->
    <set-header name="A" exists-action='override'>
      <value>@(context.Variables["x"] + $"{b["}"]}" ?? "&lt;")</value>
    </set-header>
    <set-body template="liquid"><![CDATA[{"a": {{b}} }]]></set-body>
    <choose><when condition="@{ if (1 < 2) { return true; } return '"' == 'x'; }"><base/></when></choose>
  </inbound>
</policies>`;
const goodXml = good.replace(/@\(.*\)/g, 'x &amp; y').replace(/"@\{.*\}"/, "'z'");
const damaged = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.nat(6), fc.constantFrom('', '', ...scraps)), { minLength: 1, maxLength: 4 })
    .map((edits) => edits.reduce((all, [at, removed, added]) => all.slice(0, at) + added + all.slice(at + removed), text));

const dialects = fc.constantFrom('auto' as const, 'xml' as const, 'rawxml' as const);

describe('whatever the text', () => {
  it.each([
    ['scraps', documents],
    ['a damaged document', damaged(good)],
  ])('%s: nothing is thrown, and every range is in its place', (_, texts) => {
    fc.assert(
      fc.property(texts, dialects, (text, dialect) => {
        const { document, findings } = read(text, dialect);
        expect(misplaced(document, text)).toEqual([]);
        expect(document.roots).toEqual(document.children.filter((node) => node.kind === 'element'));
        if (document.roots.length !== 1) expect(findings.join()).toContain('error');
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['scraps', documents.filter((text) => !/@[({]/.test(text))],
    ['a damaged document', damaged(goodXml).filter((text) => !/@[({]/.test(text))],
  ])('%s: what a strict parser refuses is refused, and for a reason of our own', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const errors = read(text).findings.filter((finding) => finding.startsWith('error'));
        if (errors.length === 0) expect(XMLValidator.validate(text)).toBe(true);
        expect(errors.join()).not.toContain('xml/not-well-formed');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('expressions', () => {
  const code = fc
    .array(
      fc.constantFrom(
        '(',
        ')',
        '{',
        '}',
        '[',
        ']',
        '"',
        '$"',
        '@"',
        "'",
        '\\',
        '//',
        '/*',
        '*/',
        '\n',
        ' ',
        'x',
        '<',
        '>',
        '&',
        '{{',
        '}}',
        ':',
        '"a"',
        "'('",
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''));

  it('mean the same however they are escaped', () => {
    fc.assert(
      fc.property(code, (one) => {
        const escaped = one.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
        const attribute = read(`<a b="@(${escaped})"/>`).document.root?.attributes[0]?.value;
        const text = read(`<a>@(${escaped})</a>`).document.root?.children[0];
        expect(text?.kind === 'text' ? { ...text.value, span: 0, codeSpan: 0, map: 0, namedValues: 0 } : undefined).toEqual(
          attribute === undefined ? undefined : { ...attribute, span: 0, codeSpan: 0, map: 0, namedValues: 0 },
        );
      }),
      { numRuns: 2000 },
    );
  });
});

/** A part again and again, up to a length at which time that grows with its square runs into the time limit of a test. */
const many = (part: string) => part.repeat(Math.floor(2 ** 18 / part.length));

describe('limits', () => {
  it.each([
    ['<a>'.repeat(65) + '</a>'.repeat(65), 'xml/too-deep'],
    [`<a>${'x'.repeat(1024 * 1024)}</a>`, 'xml/too-large'],
    ['<a b=1/>'.repeat(200), 'xml/too-many-errors'],
  ])('end the reading: %#', (text, code) => {
    expect(read(text).findings.some((finding) => finding.includes(code))).toBe(true);
  });

  it('are not reached by documents in reason', () => {
    expect(read('<a>'.repeat(64) + '</a>'.repeat(64)).findings).toEqual([]);
  });

  it('leave what is too deep out of the tree', () => {
    const { document, findings } = read('<a>'.repeat(5000) + '</a>'.repeat(5000));
    const depth = (nodes: readonly Node[]): number =>
      1 + Math.max(-1, ...nodes.map((node) => (node.kind === 'element' ? depth(node.children) : 0)));
    expect(depth(document.children)).toBeLessThanOrEqual(66);
    expect(findings.length).toBeGreaterThan(0);
  });

  // Texts that make a careless reader slow.
  it.each([
    many('<a>'),
    many('</a>'),
    many('<'),
    many('<a '),
    many('<a b="'),
    many('<a b="x" '),
    `<a ${many('b="" ')}>`,
    `<a ${Array.from({ length: 30_000 }, (_, i) => `b${i}="@x"`).join(' ')}/>`,
    `<a ${Array.from({ length: 30_000 }, (_, i) => `b${i}="@(x)"`).join(' ')}/>`,
    `<a ${Array.from({ length: 30_000 }, (_, i) => `b${i}=""`).join(' ')}/>`,
    many('<a b="@('),
    many('<a b="x@(" '),
    many('<a>x@('),
    many('<a>x@(y<a>'),
    many('<a>@x'),
    many('@('),
    `<a b="@(${many('$"{')}`,
    `<a b="@(${many('(')}`,
    `<a b="@(${many('/*')}`,
    `<a>@(${many('(')}${many(')')}`.slice(0, 1024 * 1024),
    many('<!--'),
    many('<!-- <a> '),
    many('<![CDATA['),
    many('<?'),
    many('<!DOCTYPE "'),
    many('&'),
    many('&#'),
    `<a>${many('&amp;')}</a>`,
    `<a>${many('\r')}</a>`,
    `<a b="${many(' ')}`,
    `<a b="${many(' ')}=`,
    many(' '),
    many('\n<'),
    many('\n a="'),
    `<a>${many('{{x}}')}</a>`,
    many('\0'),
    `<a>\n<b>${many('\n/a>')}`,
    `<a><b>${many('\n a ="1"')}`,
    `<a b='@(${many("' ")}`,
    `<a b="@(${many('"\n')}`,
    `<a b="@(${many('{\n}')}`,
  ])('are kept in time and number: %#', (text) => {
    const { document, findings, at } = read(text);
    expect(findings.length).toBeLessThan(150);
    for (const root of document.roots) expect(at(root.span).length).toBeGreaterThan(0);
  });
});
