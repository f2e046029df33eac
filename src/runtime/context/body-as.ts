import { parseArray, parseJson, parseObject } from '../dotnet/json/parse.ts';
import { type RuntimeType, typeText } from '../dotnet/runtime-type.ts';
import { NetException } from '../dotnet/values.ts';
import { parseElement, parseXml } from '../dotnet/xml/parse.ts';
import type { Host } from '../host.ts';
import { encodeUtf8 } from '../utf8.ts';
import { type Body, type BodyContent, textOf } from './body.ts';

/** `Body.As<T>()` (reference: IMessageBody). Every read spends the size budget, so that no body can be multiplied without bound. */
export function bodyAs(host: Host, type: RuntimeType, body: Body, preserveContent: boolean): unknown {
  const content = body.open(preserveContent);
  switch (type.name) {
    case 'System.String':
      return spent(host, textOf(content));
    case '[]':
      if (type.args[0]?.name === 'System.Byte') return bytesOf(host, content);
      break;
    case 'Newtonsoft.Json.Linq.JToken':
      return parseJson(host, spent(host, textOf(content)));
    case 'Newtonsoft.Json.Linq.JObject':
      return parseObject(host, spent(host, textOf(content)));
    case 'Newtonsoft.Json.Linq.JArray':
      return parseArray(host, spent(host, textOf(content)));
    case 'System.Xml.Linq.XDocument':
      return parseXml(host.budget, textOf(content), false);
    case 'System.Xml.Linq.XElement':
    case 'System.Xml.Linq.XNode':
      return parseElement(host.budget, textOf(content), false);
    default:
  }
  throw new NetException(
    'System.NotSupportedException',
    `A body cannot be read as ${typeText(type)}; use string, byte[], JToken, JObject, JArray, XElement, XDocument or XNode.`,
  );
}

function spent(host: Host, text: string): string {
  host.budget.allocate(text.length);
  return text;
}

function bytesOf(host: Host, content: BodyContent): Uint8Array {
  if (content.kind === 'bytes') {
    host.budget.allocate(content.bytes.length);
    return content.bytes.slice();
  }
  return encodeUtf8(spent(host, textOf(content)));
}
