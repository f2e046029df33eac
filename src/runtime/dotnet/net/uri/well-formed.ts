import { percentAt } from '../percent.ts';
import { isIriCharacter, isReserved, isUnreserved } from './characters.ts';
import { hostTypes } from './host.ts';
import { trimUri } from './parse.ts';
import { hasColonInFirstSegment } from './relation.ts';
import { Uri } from './value.ts';

/** Whether nothing would have to be escaped. */
function isCanonical(text: string, isQuery: boolean): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    const c = String.fromCodePoint(code);
    if (c === '%' ? percentAt(text, i) < 0 : !isUnreserved(c) && !isReserved(c) && !isIriCharacter(code, isQuery)) return false;
    i += c.length - 1;
  }
  return true;
}

/** `uri.IsWellFormedOriginalString()`. */
export function isWellFormed(uri: Uri): boolean {
  const text = uri.original;
  if (!uri.isAbsolute)
    return !hasColonInFirstSegment(text) && !text.includes('\\') && isCanonical(text.replaceAll('#', ''), true) && !/[^\0-\x7f]/.test(text);
  const { hasAuthority, host, isImplicitFile, isDosPath, hadBackslash } = uri.parts;
  if (isImplicitFile || hadBackslash || trimUri(text) !== text) return false;
  const rest = text.slice(text.indexOf(':') + 1);
  if (hasAuthority && !rest.startsWith('//')) return false;
  if (isDosPath && !/^\/\/\/[A-Za-z]:/.test(rest)) return false;
  const [, before = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(rest) ?? [];
  const path = hasAuthority ? before.replace(/^\/\/[^/]*/, '') : before;
  const [user = ''] = hasAuthority ? (/^\/\/([^/@]*)@/.exec(before)?.slice(1) ?? []) : [];
  if (host.type === hostTypes.basic && !isCanonical(host.text, false)) return false;
  return isCanonical(user, false) && isCanonical(path, false) && isCanonical(query, true) && isCanonical(fragment.slice(1), false);
}

/** `Uri.IsWellFormedUriString(text, kind)`. */
export function isWellFormedText(text: string | null, kind: number): boolean {
  if (text === null) return false;
  const uri = Uri.read(text, kind);
  if (uri instanceof Uri) return isWellFormed(uri);
  if (uri.typeName !== 'System.UriFormatException') throw uri;
  return false;
}
