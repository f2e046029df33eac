import { describe, expect, test } from 'vitest';
import { JsonConvert_ } from '../../../../src/runtime/dotnet/json/JsonConvert.ts';
import { XDocument_ } from '../../../../src/runtime/dotnet/xml/XDocument.ts';
import { XElement_ } from '../../../../src/runtime/dotnet/xml/XElement.ts';
import { XNode_ } from '../../../../src/runtime/dotnet/xml/XNode.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();

describe('XML to JSON', () => {
  test.each([
    ['<r a="1"><b>x</b><b>y</b><c/></r>', '{"r":{"@a":"1","b":["x","y"],"c":null}}'],
    ['<r/>', '{"r":null}'],
    ['<r></r>', '{"r":""}'],
    ['<r>x</r>', '{"r":"x"}'],
    ['<r a="1">x</r>', '{"r":{"@a":"1","#text":"x"}}'],
    ['<r>x<b/>y</r>', '{"r":{"#text":["x","y"],"b":null}}'],
    ['<r><![CDATA[x]]></r>', '{"r":{"#cdata-section":"x"}}'],
    ['<p:r xmlns:p="urn:x"><p:b/></p:r>', '{"p:r":{"@xmlns:p":"urn:x","p:b":null}}'],
    ['<r xmlns:json="http://james.newtonking.com/projects/json"><b json:Array="true">1</b></r>', '{"r":{"b":["1"]}}'],
  ])('%s', (xml, json) => {
    expect(JsonConvert_.serializeXNode(host, XElement_.parse(host, xml))).toBe(json);
  });

  test('without the root, and with a declaration', () => {
    expect(JsonConvert_.serializeXNodeOmit(host, XElement_.parse(host, '<r><a>1</a></r>'), 0, true)).toBe('{"a":"1"}');
    const document = XDocument_.parse(host, '<?xml version="1.0" encoding="utf-8"?><r/>');
    expect(JsonConvert_.serializeXNode(host, document)).toBe('{"?xml":{"@version":"1.0","@encoding":"utf-8"},"r":null}');
  });
});

describe('JSON to XML', () => {
  const xml = (json: string, root: string | null = null): unknown =>
    outcome(() => {
      const document = JsonConvert_.deserializeXNodeRoot(host, json, root);
      return document === null ? null : XNode_.toStringOptions(host, document, 1);
    });
  test.each<[string, string | null, string]>([
    ['{"root":{"a":"1","b":["x","y"]}}', null, '<root><a>1</a><b>x</b><b>y</b></root>'],
    ['{"r":{"@a":1.50,"#text":"x"}}', null, '<r a="1.50">x</r>'],
    ['{"r":{"a":null,"b":true,"c":"2024-03-15T10:20:30Z"}}', null, '<r><a /><b>true</b><c>2024-03-15T10:20:30Z</c></r>'],
    ['{"r":{"@xmlns":"urn:x","a":1}}', null, '<r xmlns="urn:x"><a>1</a></r>'],
    ['{"p:r":{"@xmlns:p":"urn:x","p:a":1}}', null, '<p:r xmlns:p="urn:x"><p:a>1</p:a></p:r>'],
    ['{"r":{"x y":1}}', null, '<r><x_x0020_y>1</x_x0020_y></r>'],
    ['{"a":1,"b":2}', null, '!JsonSerializationException'],
    ['{"a":1,"b":2}', 'r', '<r><a>1</a><b>2</b></r>'],
    ['[1]', null, '!JsonSerializationException'],
    [`{"r":${'{"a":'.repeat(600)}1${'}'.repeat(600)}}`, null, '!JsonSerializationException'],
  ])('%s', (json, root, expected) => {
    expect(xml(json, root)).toBe(expected);
  });
});
