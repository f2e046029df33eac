import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { DOUBLE } from '../../../../src/runtime/dotnet/types.ts';
import { Box } from '../../../../src/runtime/dotnet/values.ts';
import { XmlExtensions_ } from '../../../../src/runtime/dotnet/xml/Extensions.ts';
import type { XElement } from '../../../../src/runtime/dotnet/xml/tree/container.ts';
import { XName } from '../../../../src/runtime/dotnet/xml/tree/name.ts';
import { XAttribute_ } from '../../../../src/runtime/dotnet/xml/XAttribute.ts';
import { XContainer_ } from '../../../../src/runtime/dotnet/xml/XContainer.ts';
import { XDocument_ } from '../../../../src/runtime/dotnet/xml/XDocument.ts';
import { XElement_ } from '../../../../src/runtime/dotnet/xml/XElement.ts';
import { XName_ } from '../../../../src/runtime/dotnet/xml/XName.ts';
import { XNode_ } from '../../../../src/runtime/dotnet/xml/XNode.ts';
import { XCData_, XComment_ } from '../../../../src/runtime/dotnet/xml/XText.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const n = (name: string): XName => XName.parse(name);
const parse = (text: string): XElement => XElement_.parse(host, text);
const compact = (element: XElement): string => XNode_.toStringOptions(host, element, 1);

describe('reading and writing', () => {
  test.each([
    ['<a><b>1</b><c/></a>', '<a>\n  <b>1</b>\n  <c />\n</a>'],
    ['<a></a>', '<a></a>'],
    ['<a>\n  <b/>\n</a>', '<a>\n  <b />\n</a>'],
    ['<a>x<b/>y</a>', '<a>x<b />y</a>'],
    ['<a x="1 &lt; 2 &amp; &quot;3&quot;">&#65;&#x42;&gt;</a>', '<a x="1 &lt; 2 &amp; &quot;3&quot;">AB&gt;</a>'],
    ['<a><![CDATA[x<y]]></a>', '<a><![CDATA[x<y]]></a>'],
    ['<a><!--c--><?p d?></a>', '<a>\n  <!--c-->\n  <?p d?>\n</a>'],
    ['<a xmlns="urn:x"><b/></a>', '<a xmlns="urn:x">\n  <b />\n</a>'],
    ['<p:a xmlns:p="urn:x" p:k="v"/>', '<p:a xmlns:p="urn:x" p:k="v" />'],
    ['<a>  </a>', '<a></a>'],
    ['<a xml:space="preserve">  </a>', '<a xml:space="preserve">  </a>'],
  ])('%s', (text, expected) => {
    expect(XNode_.toString(host, parse(text))).toBe(expected);
  });

  test.each([
    ['', 'Root element is missing.'],
    ['<a><b></a>', "The 'b' start tag on line 1 position 5 does not match the end tag of 'a'. Line 1, position 9."],
    ['x', 'Data at the root level is invalid. Line 1, position 1.'],
    ['<a/><b/>', 'There are multiple root elements.'],
    ['<a x="1" x="2"/>', "'x' is a duplicate attribute name."],
    ['<p:a/>', "'p' is an undeclared prefix."],
    ['<a>&nope;</a>', "Reference to undeclared entity 'nope'."],
    ['<a>&#0;</a>', 'is an invalid character.'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'DTD is prohibited'],
    [`${'<a>'.repeat(600)}`, 'deeper than 512'],
  ])('%s is refused', (text, message) => {
    expect(() => parse(text)).toThrow(message);
    expect(outcome(() => parse(text))).toBe('!XmlException');
  });

  test('a prefix declared around a part is declared again for it', () => {
    const part = parse('<o:a xmlns:o="urn:x"><o:b k="1"/></o:a>').first;
    expect(part === null ? '' : XNode_.toString(host, part)).toBe('<o:b k="1" xmlns:o="urn:x" />');
  });

  test('an element in no namespace takes the default away', () => {
    const element = XElement_.createContent(n('{urn:x}a'), XElement_.create(n('b')));
    expect(compact(element)).toBe('<a xmlns="urn:x"><b xmlns="" /></a>');
  });

  test('a document keeps its declaration to itself', () => {
    const document = XDocument_.parse(host, '<?xml version="1.0" encoding="utf-8"?><a/>');
    expect(String(XDocument_.declaration(document))).toBe('<?xml version="1.0" encoding="utf-8"?>');
    expect(XNode_.toString(host, document)).toBe('<a />');
  });

  test('a text is announced before it is read', () => {
    expect(() => XElement_.parse(stillHost({ size: 10 }), '<a>0123456789</a>')).toThrow(BudgetExceeded);
  });
});

describe('values', () => {
  test.each<[string, () => unknown, unknown]>([
    ['int', () => XElement_.asInt32(parse('<a> 5 </a>')), 5],
    ['int of words', () => XElement_.asInt32(parse('<a>x</a>')), '!FormatException'],
    ['bool', () => [XElement_.asBoolean(parse('<a>1</a>')), XElement_.asBoolean(parse('<a>false</a>'))], [true, false]],
    ['decimal', () => String(XElement_.asDecimal(parse('<a>1.50</a>'))), '1.50'],
    ['double', () => XElement_.asDouble(parse('<a>INF</a>')), Number.POSITIVE_INFINITY],
    ['span', () => String(XElement_.asTimeSpan(parse('<a>P1DT2H3M4.5S</a>'))), '1.02:03:04.5000000'],
    ['an absent int?', () => XElement_.asInt32Nullable(null), null],
    ['an absent int', () => XElement_.asInt32(null), '!ArgumentNullException'],
    ['an absent attribute as text', () => XAttribute_.asString(null), null],
    ['a double in XML', () => compact(XElement_.createContent(n('a'), new Box(DOUBLE, 1))), '<a>1</a>'],
    ['a bool in XML', () => compact(XElement_.createContent(n('a'), true)), '<a>true</a>'],
    ['several values', () => compact(XElement_.createAll(n('a'), ['x', null, [1, 2]])), '<a>x12</a>'],
    ['nothing', () => compact(XElement_.createContent(n('a'), null)), '<a />'],
    [
      'CDATA and comment',
      () => compact(XElement_.createAll(n('a'), [XCData_.create('<b>'), XComment_.create('c')])),
      '<a><![CDATA[<b>]]><!--c--></a>',
    ],
    ['a bad name', () => XElement_.create(XName_.fromText('bad name')), '!XmlException'],
    [
      'an attribute twice',
      () => XElement_.createAll(n('a'), [XAttribute_.create(n('x'), 1), XAttribute_.create(n('x'), 2)]),
      '!InvalidOperationException',
    ],
  ])('%s', (_name, run, expected) => {
    expect(outcome(run)).toEqual(expected);
  });
});

describe('changing a tree', () => {
  test.each<[string, (element: XElement) => unknown, string]>([
    ['Add', (e) => XContainer_.add(e, XElement_.createContent(n('d'), 2)), '<a><b>1</b><c /><d>2</d></a>'],
    ['AddFirst', (e) => XContainer_.addFirst(e, 'x'), '<a>x<b>1</b><c /></a>'],
    ['Value', (e) => XElement_.setValueText(e, '9'), '<a>9</a>'],
    [
      'SetElementValue',
      (e) => {
        XElement_.setElementValue(e, n('b'), 5);
        XElement_.setElementValue(e, n('c'), null);
      },
      '<a><b>5</b></a>',
    ],
    ['SetAttributeValue', (e) => XElement_.setAttributeValue(e, n('k'), true), '<a k="true"><b>1</b><c /></a>'],
    ['ReplaceWith', (e) => XNode_.replaceWith(e.element(n('b')) ?? e, 'q'), '<a>q<c /></a>'],
    ['AddAfterSelf', (e) => XNode_.addAfterSelf(e.element(n('b')) ?? e, XElement_.create(n('z'))), '<a><b>1</b><z /><c /></a>'],
    ['Remove of a query', (e) => XmlExtensions_.remove(XContainer_.elements(e)), '<a />'],
    ['a node that has a place is copied', (e) => XContainer_.add(e, e.element(n('b'))), '<a><b>1</b><c /><b>1</b></a>'],
    ['an element in itself is copied', (e) => XContainer_.add(e, e), '<a><b>1</b><c /><a><b>1</b><c /></a></a>'],
  ])('%s', (_name, change, expected) => {
    const element = parse('<a><b>1</b><c/></a>');
    change(element);
    expect(compact(element)).toBe(expected);
  });
});

test('looking around', () => {
  const root = parse('<a><b k="x">1</b><c><b>2</b></c></a>');
  const inner = root.element(n('c'))?.element(n('b'));
  expect([...XContainer_.descendantsNamed(root, n('b'))].map((e) => e.value)).toEqual(['1', '2']);
  expect([...XNode_.ancestors(inner ?? root)].map((e) => e.name.local)).toEqual(['c', 'a']);
  expect(XElement_.value(host, root)).toBe('12');
  expect(XNode_.isAfter(inner ?? root, root.first)).toBe(true);
  expect(XNode_.deepEquals(parse('<a x="1"/>'), parse('<a x="1"></a>'))).toBe(false);
  expect(XNode_.deepEquals(parse('<a x="1"/>'), parse("<a  x='1' />"))).toBe(true);
});
