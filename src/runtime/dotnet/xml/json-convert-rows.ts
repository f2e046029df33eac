import type { Host } from '../../host.ts';
import { member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { Formatting_ } from '../json/Formatting.ts';
import { readToken } from '../json/parse.ts';
import { JsonReader } from '../json/reader.ts';
import { compact, indented, jsonText } from '../json/write.ts';
import { XmlDocument, type XmlNode } from './dom.ts';
import { xmlOfJson } from './from-json.ts';
import { jsonOfXml } from './to-json.ts';
import type { XDocument } from './tree/container.ts';
import { XNode, type XObject } from './tree/node.ts';

type Text = string | null;

function serialize(host: Host, node: XObject | null, formatting: number, omitRoot: boolean): string {
  if (!(node instanceof XNode)) return 'null';
  return jsonText(jsonOfXml(node, omitRoot), formatting === Formatting_.Indented ? indented : compact, host.budget);
}

function deserialize(host: Host, text: Text, rootName: Text): XDocument | null {
  const reader = new JsonReader(host.budget, text ?? argumentNull('value'));
  if (!reader.read()) return null;
  const token = readToken(host, reader, true);
  while (reader.read());
  return xmlOfJson(token, rootName);
}

function older(document: XDocument | null): XmlDocument | null {
  return document === null ? null : XmlDocument.over(document);
}

const none = Formatting_.None;
const whole = { host: true } as const;
const toJson = 'XML as JSON text.';
const toXml = 'JSON text as XML.';

/** The members of JsonConvert that turn XML into JSON and back. */
export const xmlRows = {
  serializeXNode: member(
    'static string SerializeXNode(System.Xml.Linq.XObject node)',
    (host: Host, node: XObject | null) => serialize(host, node, none, false),
    toJson,
    whole,
  ),
  serializeXNodeFormatting: member(
    'static string SerializeXNode(System.Xml.Linq.XObject node, Formatting formatting)',
    (host: Host, node: XObject | null, formatting: number) => serialize(host, node, formatting, false),
    toJson,
    whole,
  ),
  serializeXNodeOmit: member(
    'static string SerializeXNode(System.Xml.Linq.XObject node, Formatting formatting, bool omitRootObject)',
    serialize,
    toJson,
    whole,
  ),
  serializeXmlNode: member(
    'static string SerializeXmlNode(System.Xml.XmlNode node)',
    (host: Host, node: XmlNode | null) => serialize(host, node?.node ?? null, none, false),
    toJson,
    whole,
  ),
  serializeXmlNodeFormatting: member(
    'static string SerializeXmlNode(System.Xml.XmlNode node, Formatting formatting)',
    (host: Host, node: XmlNode | null, formatting: number) => serialize(host, node?.node ?? null, formatting, false),
    toJson,
    whole,
  ),
  serializeXmlNodeOmit: member(
    'static string SerializeXmlNode(System.Xml.XmlNode node, Formatting formatting, bool omitRootObject)',
    (host: Host, node: XmlNode | null, formatting: number, omitRoot: boolean) => serialize(host, node?.node ?? null, formatting, omitRoot),
    toJson,
    whole,
  ),
  deserializeXNode: member(
    'static System.Xml.Linq.XDocument DeserializeXNode(string value)',
    (host: Host, text: Text) => deserialize(host, text, null),
    toXml,
    whole,
  ),
  deserializeXNodeRoot: member(
    'static System.Xml.Linq.XDocument DeserializeXNode(string value, string deserializeRootElementName)',
    deserialize,
    toXml,
    whole,
  ),
  deserializeXmlNode: member(
    'static System.Xml.XmlDocument DeserializeXmlNode(string value)',
    (host: Host, text: Text) => older(deserialize(host, text, null)),
    toXml,
    whole,
  ),
  deserializeXmlNodeRoot: member(
    'static System.Xml.XmlDocument DeserializeXmlNode(string value, string deserializeRootElementName)',
    (host: Host, text: Text, rootName: Text) => older(deserialize(host, text, rootName)),
    toXml,
    whole,
  ),
};
