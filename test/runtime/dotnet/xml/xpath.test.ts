import { describe, expect, test } from 'vitest';
import { BudgetExceeded } from '../../../../src/runtime/budget.ts';
import { XElement } from '../../../../src/runtime/dotnet/xml/tree/container.ts';
import { XElement_ } from '../../../../src/runtime/dotnet/xml/XElement.ts';
import { XmlDocument_, XmlNamespaceManager_, XmlNode_, XmlNodeList_ } from '../../../../src/runtime/dotnet/xml/XmlDocument.ts';
import { XPathExtensions_ } from '../../../../src/runtime/dotnet/xml/XPathExtensions.ts';
import { XPathEvaluator } from '../../../../src/runtime/dotnet/xml/xpath/evaluate.ts';
import { parseXPath } from '../../../../src/runtime/dotnet/xml/xpath/syntax.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();
const shop = XElement_.parse(
  host,
  '<shop><book id="b1" lang="en"><title>Dune</title><price>9.50</price></book><!--c--><book id="b2"><title>Emma</title><price>7</price></book><cd id="c1"/></shop>',
);

/** Sets as names with ids, other values as they are. */
function found(path: string, from = shop): unknown {
  const value = new XPathEvaluator(host.budget, () => undefined).evaluate(parseXPath(path), from);
  if (typeof value !== 'object') return value;
  return value
    .map((node) => (node instanceof XElement ? `${node.name.local}${node.attributes[0]?.value ?? ''}` : 'value' in node ? node.value : ''))
    .join(' ');
}

describe('XPath', () => {
  test.each<[string, unknown]>([
    ['book', 'bookb1 bookb2'],
    ['book/@id', 'b1 b2'],
    ['//title', 'title title'],
    ['book[1]', 'bookb1'],
    ['book[last()]', 'bookb2'],
    ['book[position()>1]/title/text()', 'Emma'],
    ['book[@lang]', 'bookb1'],
    ["book[@lang='en']/title", 'title'],
    ['book[price<8]', 'bookb2'],
    ["*[self::cd or @id='b1']", 'bookb1 cdc1'],
    ['//price/..', 'bookb1 bookb2'],
    ['//title/ancestor::*', 'shop bookb1 bookb2'],
    ['cd/preceding-sibling::book[1]', 'bookb2'],
    ['book/title | cd', 'title title cdc1'],
    ['(//title)[2]', 'title'],
    ['comment()', 'c'],
    ['count(//@id)', 3],
    ['sum(book/price)', 16.5],
    ["concat('a', 1, true())", 'a1true'],
    ["substring('12345', 2, 3)", '234'],
    ["translate('bar', 'abc', 'AB')", 'BAr'],
    ['normalize-space("  a  b ")', 'a b'],
    ['1 + 2 * 3 - -1', 8],
    ['7 mod 3 = 1 and not(false())', true],
    ['string(book/title)', 'Dune'],
    ["contains(book/title, 'un')", true],
    ['book[', '!XPathException'],
    ['p:book', '!XPathException'],
    ['nope(1)', '!XPathException'],
    ['1 | 2', '!XPathException'],
  ])('%s', (path, expected) => {
    expect(outcome(() => found(path))).toEqual(expected);
  });

  test('a query that multiplies ends with the budget', () => {
    const wide = XElement_.parse(host, `<a>${'<b/>'.repeat(300)}</a>`);
    const path = '//b/ancestor::*//b/ancestor::*//b[count(//b) > 0]';
    expect(() => new XPathEvaluator(stillHost({ steps: 50_000 }).budget, () => undefined).evaluate(parseXPath(path), wide)).toThrow(
      BudgetExceeded,
    );
  });
});

test('the older tree', () => {
  const document = XmlDocument_.create();
  XmlDocument_.loadXml(host, document, '<a xmlns:p="urn:x"><p:b k="1">x</p:b></a>');
  const manager = XmlNamespaceManager_.create(null);
  XmlNamespaceManager_.addNamespace(manager, 'q', 'urn:x');
  const inner = XmlNode_.selectSingleNodeIn(host, document, '/a/q:b', manager);
  expect(inner?.name).toBe('p:b');
  expect(inner).toBe(document.element?.children[0]);
  expect(document.outerXml).toBe('<a xmlns:p="urn:x"><p:b k="1">x</p:b></a>');
  expect(XmlNodeList_.count(XmlNode_.selectNodes(host, document, '//@k'))).toBe(1);
});

test('XPath on LINQ to XML', () => {
  expect(XPathExtensions_.selectElement(host, shop, 'book[2]/title')?.value).toBe('Emma');
  expect([...XPathExtensions_.selectElements(host, shop, 'book')]).toHaveLength(2);
});
