import { describe, expect, test } from 'vitest';
import { StringReader } from '../../../../src/runtime/dotnet/io/reader.ts';
import { StringWriter } from '../../../../src/runtime/dotnet/io/writer.ts';
import { StringBuilder } from '../../../../src/runtime/dotnet/text/string-builder/value.ts';
import { XDocument_ } from '../../../../src/runtime/dotnet/xml/XDocument.ts';
import { XElement_ } from '../../../../src/runtime/dotnet/xml/XElement.ts';
import { XmlDocument_ } from '../../../../src/runtime/dotnet/xml/XmlDocument.ts';
import { outcome } from '../outcome.ts';
import { stillHost } from '../still-host.ts';

const host = stillHost();

function written(save: (writer: StringWriter) => void): string {
  const writer = new StringWriter(new StringBuilder(''));
  save(writer);
  return writer.toString();
}

const head = '<?xml version="1.0" encoding="utf-16"?>';

describe('trees from readers and into writers', () => {
  test('an element', () => {
    const element = XElement_.load(host, new StringReader('<a><b>1</b></a>'));
    expect(written((writer) => XElement_.save(host, element, writer))).toBe(`${head}\n<a>\n  <b>1</b>\n</a>`);
    expect(written((writer) => XElement_.saveOptions(host, element, writer, 1))).toBe(`${head}<a><b>1</b></a>`);
  });

  test('a document says its own encoding no more', () => {
    const document = XDocument_.load(host, new StringReader('<?xml version="1.0" encoding="utf-8" standalone="yes"?><a/>'));
    expect(written((writer) => XDocument_.save(host, document, writer))).toBe(
      '<?xml version="1.0" encoding="utf-16" standalone="yes"?>\n<a />',
    );
  });

  test('the older document', () => {
    const document = XmlDocument_.create();
    XmlDocument_.loadReader(host, document, new StringReader('<a>x</a>'));
    expect(written((writer) => XmlDocument_.save(host, document, writer))).toBe(`${head}\n<a>x</a>`);
  });

  test('a document without content', () => {
    const document = XDocument_.create();
    expect(outcome(() => written((writer) => XDocument_.save(host, document, writer)))).toContain('InvalidOperationException');
  });

  test('only what is left is read', () => {
    const reader = new StringReader('x<a/>');
    reader.read();
    expect(XElement_.load(host, reader).name.local).toBe('a');
  });
});
