import { isXmlSpace, trimEnds } from '../../text/trim-ends.ts';
import { needsNormalizing, normalize } from './characters.ts';
import { hostTypes, noHost, readHost } from './host.ts';
import { type UriFault, type UriParts, uriFaults } from './parts.ts';
import { isSchemeName, type SchemeRules, schemeRules } from './schemes.ts';

/** Addresses of this length and more are refused. */
export const tooLong = 65520;

export const trimUri = (text: string): string => trimEnds(text, isXmlSpace);

/** Takes dots out of a path (RFC 3986, section 5.2.4). */
export function removeDots(path: string): string {
  if (!/(^|\/)\.\.?(\/|$)/.test(path)) return path;
  const out: string[] = [];
  const segments = path.split('/');
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1;
    if (segment === '..') {
      if (out.length > 1) out.pop();
      if (isLast) out.push('');
    } else if (segment === '.') {
      if (isLast) out.push('');
    } else out.push(segment);
  }
  return out.join('/');
}

interface Tail {
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

function cutTail(text: string, hasQuery: boolean): Tail {
  const hash = text.indexOf('#');
  const fragment = hash < 0 ? '' : text.slice(hash);
  const rest = hash < 0 ? text : text.slice(0, hash);
  const question = rest.indexOf('?');
  if (question < 0) return { path: rest, query: '', fragment };
  if (!hasQuery) return { path: rest.replaceAll('?', '%3F'), query: '', fragment };
  return { path: rest.slice(0, question), query: rest.slice(question), fragment };
}

/** Reads an absolute address. */
export function parseUri(original: string): UriParts | UriFault {
  if (original.length >= tooLong) return uriFaults.tooLong;
  const text = trimUri(original);
  if (text === '') return uriFaults.empty;
  const implicit = implicitFile(text);
  if (implicit !== undefined) return implicit;
  const colon = text.indexOf(':');
  if (colon <= 0) return uriFaults.format;
  const name = text.slice(0, colon);
  if (!isSchemeName(name)) return uriFaults.scheme;
  const scheme = name.toLowerCase();
  const rules = schemeRules(scheme);
  const rest = text.slice(colon + 1);
  const slashes = rules.authority === 'required' ? /^[/\\]{2}/ : /^\/\//;
  const parts =
    slashes.test(rest) && rules.authority !== 'mail' ? withAuthority(scheme, rules, rest.slice(2)) : withoutAuthority(scheme, rules, rest);
  return 'fault' in parts || !needsNormalizing(text) ? parts : normalized(parts);
}

function normalized(parts: UriParts): UriParts {
  const path = normalize(parts.path, false);
  return {
    ...parts,
    userInfo: normalize(parts.userInfo, false),
    path: parts.hasAuthority ? removeDots(path) : path,
    query: normalize(parts.query, true),
    fragment: normalize(parts.fragment, false),
  };
}

/** `C:\x`, `\\server\share` and, as on every system but Windows, `/x` are files. */
function implicitFile(text: string): UriParts | UriFault | undefined {
  const isDosPath = /^[A-Za-z][:|]/.test(text) && (text.length === 2 || /^[/\\]/.test(text.slice(2)));
  if (isDosPath && text.length === 2) return uriFaults.dosPath;
  const isUnc = /^\\\\[^\\/]/.test(text);
  if (!isDosPath && !isUnc && !/^[/]/.test(text)) return undefined;
  const rules = schemeRules('file');
  const file = {
    scheme: 'file',
    rules,
    hasAuthority: true,
    userInfo: '',
    port: -1,
    query: '',
    fragment: '',
    isImplicitFile: true,
    isDosPath,
    hadBackslash: text.includes('\\'),
  };
  if (!isUnc) {
    const path = isDosPath ? `/${text.replace('|', ':').replaceAll('\\', '/')}` : text;
    return { ...file, host: noHost, path: removeDots(escapePercent(path)) };
  }
  const [, name = '', path = ''] = /^\\\\([^\\/]+)(.*)$/s.exec(text) ?? [];
  const host = readHost(name, true);
  return host === undefined ? uriFaults.host : { ...file, host, path: removeDots(escapePercent(path.replaceAll('\\', '/') || '/')) };
}

/** In a path of a file system a percent sign is a character, and so are the marks of queries and fragments. */
const escapePercent = (path: string): string => path.replaceAll('%', '%25').replaceAll('?', '%3F').replaceAll('#', '%23');

function withAuthority(scheme: string, rules: SchemeRules, rest: string): UriParts | UriFault {
  const isFile = scheme === 'file';
  const end = rest.search(/[/\\?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const at = isFile ? -1 : authority.indexOf('@');
  const tail = cutTail(end < 0 ? '' : rest.slice(end), rules.query);
  const converts = rules.authority === 'required';
  const isDosPath = isFile && /^[A-Za-z][:|]/.test(authority === '' ? tail.path.replace(/^[/\\]+/, '') : authority);
  if (isDosPath) return dosFile(rules, authority + tail.path, tail);
  const found = readAuthority(authority.slice(at + 1), rules);
  if ('fault' in found) return found;
  const path = converts ? tail.path.replaceAll('\\', '/') : tail.path;
  const rooted = path === '' && (converts || found.host.text !== '') ? '/' : path;
  return {
    scheme,
    rules,
    hasAuthority: true,
    userInfo: at < 0 ? '' : authority.slice(0, at),
    ...found,
    path: removeDots(rooted),
    query: tail.query,
    fragment: tail.fragment,
    isImplicitFile: false,
    isDosPath: false,
    hadBackslash: converts && tail.path.includes('\\'),
  };
}

function dosFile(rules: SchemeRules, text: string, tail: Tail): UriParts {
  const path = text.replaceAll('\\', '/').replace(/^\/*/, '/').replace('|', ':');
  return {
    scheme: 'file',
    rules,
    hasAuthority: true,
    userInfo: '',
    host: noHost,
    port: -1,
    path: removeDots(path),
    query: tail.query,
    fragment: tail.fragment,
    isImplicitFile: false,
    isDosPath: true,
    hadBackslash: text.includes('\\'),
  };
}

function readAuthority(text: string, rules: SchemeRules): Pick<UriParts, 'host' | 'port'> | UriFault {
  const [, name = '', , portText] = /^(\[[^\]]*\]|[^:]*)(:(.*))?$/s.exec(text) ?? [];
  if (name === '') {
    if (!rules.emptyHost || portText !== undefined) return uriFaults.host;
    return { host: noHost, port: rules.port };
  }
  const host = readHost(name, rules.authority === 'optional');
  if (host === undefined) return uriFaults.host;
  if (portText === undefined || portText === '') return { host, port: rules.port };
  const port = /^\d+$/.test(portText) ? Number(portText) : 65536;
  return port > 65535 ? uriFaults.port : { host, port };
}

function withoutAuthority(scheme: string, rules: SchemeRules, rest: string): UriParts | UriFault {
  if (scheme === 'file')
    return /^[/\\]?[A-Za-z][:|]/.test(rest) ? dosFile(rules, cutTail(rest, true).path, cutTail(rest, true)) : plainFile(rules, rest);
  if (rules.authority === 'required') return uriFaults.authority;
  const tail = cutTail(rest, rules.query);
  const bare: UriParts = {
    scheme,
    rules,
    hasAuthority: false,
    userInfo: '',
    host: { text: '', type: hostTypes.unknown },
    port: rules.port,
    path: rules.authority === 'mail' ? tail.path : tail.path.startsWith('/') ? removeDots(tail.path) : tail.path,
    query: tail.query,
    fragment: tail.fragment,
    isImplicitFile: false,
    isDosPath: false,
    hadBackslash: false,
  };
  return rules.authority === 'mail' ? mailbox(bare) : bare;
}

/** `file:/path` is a file, too. */
function plainFile(rules: SchemeRules, rest: string): UriParts | UriFault {
  return /^[/\\]/.test(rest) ? withAuthority('file', rules, rest) : uriFaults.authority;
}

/** What stands before the at sign of a mail address is the user, what stands behind it the host. */
function mailbox(parts: UriParts): UriParts | UriFault {
  const at = parts.path.indexOf('@');
  if (at < 0) return parts;
  const host = readHost(parts.path.slice(at + 1), false);
  return host === undefined ? uriFaults.host : { ...parts, userInfo: parts.path.slice(0, at), host, path: '' };
}
