import { NetException } from '../../values.ts';
import { removeDots, trimUri } from './parse.ts';
import { escaped, kinds, safeUnescaped, Uri } from './value.ts';

/** A relative address resolved against an absolute one (RFC 3986, section 5.2). */
export function resolve(base: Uri, relative: Uri): Uri | NetException {
  if (relative.isAbsolute) return relative;
  return Uri.read(resolvedText(base, trimUri(relative.original)), kinds.absolute);
}

function resolvedText(base: Uri, relative: string): string {
  const { scheme, hasAuthority, rules } = base.parts;
  if (relative === '') return base.whole(safeUnescaped);
  const server = base.prefix(escaped);
  const path = base.path(escaped);
  if (relative.startsWith('#')) return server + path + base.query(escaped) + relative;
  if (relative.startsWith('?')) return server + path + relative;
  const converts = rules.authority === 'required';
  if (relative.startsWith('//') || (converts && /^[/\\]{2}/.test(relative))) return `${scheme}:${relative}`;
  const [, own = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(relative) ?? [];
  const slashed = converts ? own.replaceAll('\\', '/') : own;
  if (slashed.startsWith('/')) return server + removeDots(slashed) + tail;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return server + removeDots((hasAuthority && folder === '' ? '/' : folder) + slashed) + tail;
}

/** Whether what stands before the first slash of a relative address could be a scheme. */
export const hasColonInFirstSegment = (text: string): boolean => /^[^/\\?#]*:/.test(text);

/** How to get from one path to another. */
function pathDifference(from: string, to: string): string {
  let i = 0;
  let slash = -1;
  for (; i < from.length && i < to.length && from[i] === to[i]; i++) if (from[i] === '/') slash = i;
  if (i === 0) return to;
  if (i === from.length && i === to.length) return '';
  const up = '../'.repeat(from.slice(i).split('/').length - 1);
  return up === '' && to.length - 1 === slash ? './' : up + to.slice(slash + 1);
}

/** `base.MakeRelativeUri(uri)`: the other address itself when it is on another server. */
export function relativeTo(base: Uri, uri: Uri): Uri {
  const [a, b] = [base.parts, uri.parts];
  if (a.scheme !== b.scheme || a.host.text !== b.host.text || a.port !== b.port) return uri;
  const path = pathDifference(base.path(escaped), uri.path(escaped));
  const safe = hasColonInFirstSegment(path) ? `./${path}` : path;
  return Uri.of(safe + uri.query(escaped) + uri.fragment(escaped), kinds.relative);
}

/** `base.IsBaseOf(uri)`: same server, and a path below the base's folder. */
export function isBaseOf(base: Uri, uri: Uri): boolean {
  if (!base.isAbsolute) return false;
  const other = uri.isAbsolute ? uri : resolve(base, uri);
  if (other instanceof NetException) return false;
  if (base.prefix(safeUnescaped, false) !== other.prefix(safeUnescaped, false)) return false;
  const path = base.path(safeUnescaped);
  return other.path(safeUnescaped).startsWith(path.slice(0, path.lastIndexOf('/') + 1));
}
