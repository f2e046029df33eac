import { invalidOperation, outOfRange } from '../../failures.ts';
import { escaped, type Format, type Uri } from './value.ts';

/** The bits of UriComponents. */
const bits = {
  scheme: 1,
  userInfo: 2,
  host: 4,
  port: 8,
  path: 16,
  query: 32,
  fragment: 64,
  strongPort: 128,
  keepDelimiter: 0x40000000,
} as const;

/** `uri.GetComponents(components, format)`. A part on its own goes without its delimiter, unless it is asked for. */
export function componentsOf(uri: Uri, components: number, format: number): string {
  if (format < 1 || format > 3) outOfRange('format');
  if (!uri.isAbsolute) invalidOperation('This operation is not supported for a relative URI.');
  const { scheme, hasAuthority, host, port } = uri.parts;
  const kept = (components & bits.keepDelimiter) !== 0;
  const wanted = components & 0xff;
  const has = (bit: number): boolean => (wanted & bit) !== 0;
  const isOnly = (bit: number): boolean => wanted === bit && !kept;
  const as = format as Format;
  let out = '';
  if (has(bits.scheme)) out += wanted === bits.scheme ? scheme : `${scheme}:${hasAuthority ? '//' : ''}`;
  const user = uri.userInfo(as);
  if (has(bits.userInfo) && user !== '') out += wanted === bits.userInfo ? user : `${user}@`;
  if (has(bits.host)) out += host.text;
  const showsPort = has(bits.strongPort) ? port >= 0 : has(bits.port) && !uri.isDefaultPort && port >= 0;
  if (showsPort) out += wanted === bits.port || wanted === bits.strongPort ? String(port) : `:${port}`;
  if (has(bits.path)) out += isOnly(bits.path) ? uri.path(as).replace(/^\//, '') : uri.path(as);
  if (has(bits.query)) out += isOnly(bits.query) ? uri.query(as).slice(1) : uri.query(as);
  if (has(bits.fragment)) out += isOnly(bits.fragment) ? uri.fragment(as).slice(1) : uri.fragment(as);
  return out;
}

/** `uri.GetLeftPart(part)`: everything up to the end of scheme, authority, path or query. */
export function leftPart(uri: Uri, part: number): string {
  const { scheme, hasAuthority, host } = uri.parts;
  switch (part) {
    case 0:
      return `${scheme}:${hasAuthority ? '//' : ''}`;
    case 1:
      return hasAuthority && (host.text !== '' || scheme === 'file') ? uri.prefix(escaped) : '';
    case 2:
      return uri.prefix(escaped) + uri.path(escaped);
    case 3:
      return uri.prefix(escaped) + uri.path(escaped) + uri.query(escaped);
    default:
      return outOfRange('part');
  }
}
