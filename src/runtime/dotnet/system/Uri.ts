import type { Host } from '../../host.ts';
import { constant, dotnetType, member } from '../define.ts';
import { equals, equalTo, hashKey } from '../equals.ts';
import { argument, argumentNull, outOfRange } from '../failures.ts';
import { textHash } from '../hash.ts';
import { hexValue, percentAt } from '../net/percent.ts';
import { componentsOf, leftPart } from '../net/uri/components.ts';
import { escapeData, escapeUri, hexEscape, hexUnescape, unescapeData } from '../net/uri/escape-text.ts';
import { hostTypes, readHost } from '../net/uri/host.ts';
import { asciiHost } from '../net/uri/punycode.ts';
import { isBaseOf, relativeTo, resolve } from '../net/uri/relation.ts';
import { isSchemeName } from '../net/uri/schemes.ts';
import { escaped, kinds, Uri } from '../net/uri/value.ts';
import { isWellFormed, isWellFormedText } from '../net/uri/well-formed.ts';
import { compareText, comparisonOf } from '../text/comparison.ts';
import { STRING } from '../types.ts';
import { array, NetException, type Ref } from '../values.ts';

type Text = string | null;
type MaybeUri = Uri | null;

const whole = { host: true } as const;

function combine(base: MaybeUri, relative: Uri): Uri {
  if (base === null) argumentNull('baseUri');
  if (!base.isAbsolute) outOfRange('baseUri');
  const found = resolve(base, relative);
  if (found instanceof Uri) return found;
  throw found;
}

function attempt(found: Uri | NetException | null, result: Ref<MaybeUri>): boolean {
  if (found instanceof NetException && found.typeName !== 'System.UriFormatException') throw found;
  result.value = found instanceof Uri ? found : null;
  return result.value !== null;
}

function tryCombine(base: MaybeUri, relative: MaybeUri | NetException, result: Ref<MaybeUri>): boolean {
  const usable = base?.isAbsolute && relative instanceof Uri;
  return attempt(usable ? resolve(base, relative) : null, result);
}

/** Path segments with their slashes. */
const segments = (uri: Uri): string[] => array(STRING, uri.path(escaped).match(/[^/]*\/|[^/]+$/g) ?? []);

function isLoopback(uri: Uri): boolean {
  const { host, scheme } = uri.parts;
  return (host.text === '' && scheme === 'file') || /^(localhost|loopback|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host.text);
}

function checkHostName(name: Text): number {
  if (name === null || name === '') return hostTypes.unknown;
  const bracketed = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name;
  return readHost(bracketed, false)?.type ?? (/[\s/?#@:[\]\\]/.test(name) ? hostTypes.unknown : hostTypes.basic);
}

/** The host without brackets; a name as the name service knows it. */
const idnHost = ({ host }: Uri['parts']): string => (host.type === hostTypes.ipv6 ? host.text.slice(1, -1) : asciiHost(host.text));

const authority = ({ host, port, rules }: Uri['parts']): string => host.text + (port === rules.port || port < 0 ? '' : `:${port}`);

function compare(a: MaybeUri, b: MaybeUri, parts: number, format: number, comparison: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (a.isAbsolute !== b.isAbsolute) return a.isAbsolute ? 1 : -1;
  const texts = [a, b].map((uri) => (uri.isAbsolute ? componentsOf(uri, parts, format) : uri.original));
  return compareText(texts[0] ?? '', texts[1] ?? '', comparisonOf(comparison));
}

function fromHex(unit: number): number {
  const value = hexValue(unit);
  return value < 0 ? argument('digit') : value;
}

export const Uri_ = dotnetType('class System.Uri', 'An address of a resource, absolute or relative.', {
  create: member('Uri(string uriString)', (text: Text) => Uri.of(text, kinds.absolute), 'Reads an absolute address.'),
  createKind: member('Uri(string uriString, UriKind uriKind)', Uri.of, 'Reads an address.'),
  createCombined: member(
    'Uri(Uri baseUri, string relativeUri)',
    (base: MaybeUri, text: Text) => combine(base, Uri.of(text ?? '', kinds.either)),
    'An address relative to another one.',
  ),
  createResolved: member(
    'Uri(Uri baseUri, Uri relativeUri)',
    (base: MaybeUri, relative: MaybeUri) => combine(base, relative ?? argumentNull('relativeUri')),
    'An address relative to another one.',
  ),
  tryCreate: member(
    'static bool TryCreate(string uriString, UriKind uriKind, out Uri result)',
    (text: Text, kind: number, result: Ref<MaybeUri>) => attempt(text === null ? null : Uri.read(text, kind), result),
    'Reads an address, if there is one.',
  ),
  tryCreateCombined: member(
    'static bool TryCreate(Uri baseUri, string relativeUri, out Uri result)',
    (base: MaybeUri, text: Text, result: Ref<MaybeUri>) => tryCombine(base, text === null ? null : Uri.read(text, kinds.either), result),
    'An address relative to another one, if there is one.',
  ),
  tryCreateResolved: member(
    'static bool TryCreate(Uri baseUri, Uri relativeUri, out Uri result)',
    tryCombine,
    'An address relative to another one, if there is one.',
  ),
  escapeDataString: member(
    'static string EscapeDataString(string stringToEscape)',
    (host: Host, text: Text) => escapeData(host.budget, text),
    'A text as a part of an address.',
    whole,
  ),
  escapeUriString: member(
    'static string EscapeUriString(string stringToEscape)',
    (host: Host, text: Text) => escapeUri(host.budget, text),
    'A text as a whole address.',
    whole,
  ),
  unescapeDataString: member(
    'static string UnescapeDataString(string stringToUnescape)',
    (host: Host, text: Text) => unescapeData(host.budget, text),
    'The text of a part of an address.',
    whole,
  ),
  isWellFormedUriString: member(
    'static bool IsWellFormedUriString(string uriString, UriKind uriKind)',
    isWellFormedText,
    'Whether a text is an address in which nothing has to be escaped.',
  ),
  isWellFormedOriginalString: member('bool IsWellFormedOriginalString()', isWellFormed, 'Whether nothing had to be escaped.'),
  checkHostName: member('static UriHostNameType CheckHostName(string name)', checkHostName, 'What kind of host a name is.'),
  checkSchemeName: member(
    'static bool CheckSchemeName(string schemeName)',
    (name: Text) => name !== null && isSchemeName(name),
    'Whether a name could be a scheme.',
  ),
  hexEscape: member('static string HexEscape(char character)', hexEscape, 'A character with a percent sign.'),
  hexUnescape: member('static char HexUnescape(string pattern, ref int index)', hexUnescape, 'The character at a place, escaped or not.'),
  isHexDigit: member(
    'static bool IsHexDigit(char character)',
    (unit: number) => hexValue(unit) >= 0,
    'Whether a character is a hexadecimal digit.',
  ),
  isHexEncoding: member(
    'static bool IsHexEncoding(string pattern, int index)',
    (pattern: Text, index: number) => percentAt(pattern ?? argumentNull('pattern'), index) >= 0,
    'Whether an escaped character stands at a place.',
  ),
  fromHex: member('static int FromHex(char digit)', fromHex, 'The value of a hexadecimal digit.'),
  compare: member(
    'static int Compare(Uri uri1, Uri uri2, UriComponents partsToCompare, UriFormat compareFormat, StringComparison comparisonType)',
    compare,
    'Compares parts of two addresses.',
  ),
  schemeDelimiter: constant('static readonly string SchemeDelimiter', '://', 'What stands behind a scheme.'),
  uriSchemeHttp: constant('static readonly string UriSchemeHttp', 'http', 'The scheme of HTTP.'),
  uriSchemeHttps: constant('static readonly string UriSchemeHttps', 'https', 'The scheme of HTTP over TLS.'),
  uriSchemeFtp: constant('static readonly string UriSchemeFtp', 'ftp', 'The scheme of FTP.'),
  uriSchemeFile: constant('static readonly string UriSchemeFile', 'file', 'The scheme of files.'),
  uriSchemeMailto: constant('static readonly string UriSchemeMailto', 'mailto', 'The scheme of mail.'),
  uriSchemeGopher: constant('static readonly string UriSchemeGopher', 'gopher', 'The scheme of Gopher.'),
  uriSchemeNews: constant('static readonly string UriSchemeNews', 'news', 'The scheme of news.'),
  uriSchemeNntp: constant('static readonly string UriSchemeNntp', 'nntp', 'The scheme of news transport.'),
  uriSchemeNetTcp: constant('static readonly string UriSchemeNetTcp', 'net.tcp', 'The scheme of net.tcp.'),
  uriSchemeNetPipe: constant('static readonly string UriSchemeNetPipe', 'net.pipe', 'The scheme of net.pipe.'),
  absolutePath: member('string AbsolutePath { get; }', (uri: Uri) => uri.path(escaped), 'The path, escaped.'),
  absoluteUri: member('string AbsoluteUri { get; }', (uri: Uri) => uri.whole(escaped), 'The address, escaped.'),
  authority: member('string Authority { get; }', (uri: Uri) => authority(uri.parts), 'Host and port, if it is not the usual one.'),
  dnsSafeHost: member(
    'string DnsSafeHost { get; }',
    ({ parts }: Uri) => (parts.host.type === hostTypes.ipv6 ? parts.host.text.slice(1, -1) : parts.host.text),
    'The host without brackets.',
  ),
  fragment: member('string Fragment { get; }', (uri: Uri) => uri.fragment(escaped), 'The fragment with its number sign.'),
  host: member('string Host { get; }', (uri: Uri) => uri.parts.host.text, 'The host.'),
  hostNameType: member('UriHostNameType HostNameType { get; }', (uri: Uri) => uri.parts.host.type, 'What kind of host it is.'),
  idnHost: member('string IdnHost { get; }', (uri: Uri) => idnHost(uri.parts), 'The host as the name service knows it.'),
  isAbsoluteUri: member('bool IsAbsoluteUri { get; }', (uri: Uri) => uri.isAbsolute, 'Whether the address is absolute.'),
  isDefaultPort: member('bool IsDefaultPort { get; }', (uri: Uri) => uri.isDefaultPort, 'Whether the port is the usual one of the scheme.'),
  isFile: member('bool IsFile { get; }', (uri: Uri) => uri.parts.scheme === 'file', 'Whether it is a file.'),
  isLoopback: member('bool IsLoopback { get; }', isLoopback, 'Whether the host is this machine.'),
  isUnc: member(
    'bool IsUnc { get; }',
    (uri: Uri) => uri.parts.scheme === 'file' && uri.parts.host.text !== '',
    'Whether it is a file of a server.',
  ),
  localPath: member('string LocalPath { get; }', (uri: Uri) => uri.localPath, 'The path, unescaped.'),
  originalString: member('string OriginalString { get; }', (uri: Uri) => uri.original, 'The text it was read from.'),
  pathAndQuery: member('string PathAndQuery { get; }', (uri: Uri) => uri.path(escaped) + uri.query(escaped), 'Path and query, escaped.'),
  port: member('int Port { get; }', (uri: Uri) => uri.parts.port, 'The port, or -1.'),
  query: member('string Query { get; }', (uri: Uri) => uri.query(escaped), 'The query with its question mark.'),
  scheme: member('string Scheme { get; }', (uri: Uri) => uri.parts.scheme, 'The scheme.'),
  segments: member('string[] Segments { get; }', segments, 'The parts of the path with their slashes.'),
  userEscaped: member('bool UserEscaped { get; }', (_uri: Uri) => false, 'Never: addresses are escaped here.'),
  userInfo: member('string UserInfo { get; }', (uri: Uri) => uri.userInfo(escaped), 'User and password.'),
  getLeftPart: member('string GetLeftPart(UriPartial part)', leftPart, 'Everything up to the end of a part.'),
  getComponents: member('string GetComponents(UriComponents components, UriFormat format)', componentsOf, 'Parts of the address.'),
  isBaseOf: member(
    'bool IsBaseOf(Uri uri)',
    (base: Uri, uri: MaybeUri) => isBaseOf(base, uri ?? argumentNull('uri')),
    'Whether another address lies below this one.',
  ),
  makeRelativeUri: member(
    'Uri MakeRelativeUri(Uri uri)',
    (base: Uri, uri: MaybeUri) => relativeTo(base, uri ?? argumentNull('uri')),
    'Another address relative to this one.',
  ),
  equals: member(
    'bool Equals(object comparand)',
    (uri: Uri, other: unknown) => uri[equalTo](typeof other === 'string' ? Uri.read(other, kinds.either) : other),
    'Whether both lead to the same; fragment and user do not count.',
  ),
  equality: member(
    'static bool operator ==(Uri uri1, Uri uri2)',
    (a: MaybeUri, b: MaybeUri) => equals(a, b),
    'Whether both lead to the same.',
  ),
  inequality: member(
    'static bool operator !=(Uri uri1, Uri uri2)',
    (a: MaybeUri, b: MaybeUri) => !equals(a, b),
    'Whether both lead elsewhere.',
  ),
  getHashCode: member('int GetHashCode()', (uri: Uri) => textHash(uri[hashKey]()), 'A number that equal addresses share.'),
  toString: member('string ToString()', (uri: Uri) => uri.toString(), 'The address, readable.'),
});
