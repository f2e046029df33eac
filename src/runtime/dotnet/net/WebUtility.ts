import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { htmlDecode, htmlEncode, urlDecode, urlDecodeToBytes, urlEncode, urlEncodeToBytes } from './web-utility.ts';

type Text = string | null;
type Bytes = Uint8Array | null;

const whole = { host: true } as const;

export const WebUtility_ = dotnetType('static class System.Net.WebUtility', 'Texts for addresses and for HTML.', {
  urlEncode: member(
    'static string UrlEncode(string value)',
    (host: Host, text: Text) => urlEncode(host.budget, text),
    'A text as form data.',
    whole,
  ),
  urlDecode: member(
    'static string UrlDecode(string encodedValue)',
    (host: Host, text: Text) => urlDecode(host.budget, text),
    'The text of form data.',
    whole,
  ),
  urlEncodeToBytes: member(
    'static byte[] UrlEncodeToBytes(byte[] value, int offset, int count)',
    (host: Host, bytes: Bytes, offset: number, count: number) => urlEncodeToBytes(host.budget, bytes, offset, count),
    'Bytes as form data.',
    whole,
  ),
  urlDecodeToBytes: member(
    'static byte[] UrlDecodeToBytes(byte[] encodedValue, int offset, int count)',
    (host: Host, bytes: Bytes, offset: number, count: number) => urlDecodeToBytes(host.budget, bytes, offset, count),
    'The bytes of form data.',
    whole,
  ),
  htmlEncode: member(
    'static string HtmlEncode(string value)',
    (host: Host, text: Text) => htmlEncode(host.budget, text),
    'A text that HTML shows as it is.',
    whole,
  ),
  htmlDecode: member(
    'static string HtmlDecode(string value)',
    (host: Host, text: Text) => htmlDecode(host.budget, text),
    'The text that HTML shows.',
    whole,
  ),
});
