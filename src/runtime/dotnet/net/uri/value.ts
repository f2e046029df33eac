import { equalTo, hashKey, type Structural } from '../../equals.ts';
import { argumentNull, invalidOperation } from '../../failures.ts';
import { type RuntimeType, runtimeType } from '../../runtime-type.ts';
import { NetException, netType } from '../../values.ts';
import { escapePart, needsNormalizing, normalize, unescapePart } from './characters.ts';
import { parseUri, trimUri } from './parse.ts';
import type { UriParts } from './parts.ts';

const URI = runtimeType('System.Uri');

/** UriKind. */
export const kinds = { either: 0, absolute: 1, relative: 2 } as const;

/** How a part of an address is shown: escaped, unescaped, or unescaped where that means the same. The numbers of UriFormat. */
export type Format = 1 | 2 | 3;
export const escaped: Format = 1;
export const unescaped: Format = 2;
export const safeUnescaped: Format = 3;

const uriFormat = (text: string): NetException => new NetException('System.UriFormatException', text);

/** System.Uri: an absolute address in parts, or a relative one as it was written. */
export class Uri implements Structural {
  readonly original: string;
  readonly #parts: UriParts | undefined;
  /** A relative address in its normal form. */
  readonly #relative: string;

  private constructor(original: string, parts: UriParts | undefined) {
    this.original = original;
    this.#parts = parts;
    this.#relative = parts === undefined && needsNormalizing(original) ? normalize(original, false) : original;
  }

  /** The address, or the exception that says why there is none. */
  static read(text: string, kind: number): Uri | NetException {
    if (kind < kinds.either || kind > kinds.relative)
      return new NetException('System.ArgumentException', `The value '${kind}' passed for the UriKind parameter is invalid.`);
    const parts = parseUri(text);
    if ('fault' in parts) return kind !== kinds.absolute && parts.relative ? new Uri(text, undefined) : uriFormat(parts.fault);
    // What could be a file without a scheme is rather a relative address, unless an absolute one is asked for.
    const isWeak = parts.isImplicitFile && !parts.isDosPath && !trimUri(text).startsWith('\\\\');
    if (kind === kinds.relative ? parts.isImplicitFile : kind === kinds.either && isWeak) return new Uri(text, undefined);
    if (kind === kinds.relative)
      return uriFormat("A relative URI cannot be created because the 'uriString' parameter represents an absolute URI.");
    return new Uri(text, parts);
  }

  static of(text: string | null, kind: number): Uri {
    if (text === null) argumentNull('uriString');
    const found = Uri.read(text, kind);
    if (found instanceof Uri) return found;
    throw found;
  }

  get [netType](): RuntimeType {
    return URI;
  }

  get isAbsolute(): boolean {
    return this.#parts !== undefined;
  }

  /** The parts of an absolute address. */
  get parts(): UriParts {
    return this.#parts ?? invalidOperation('This operation is not supported for a relative URI.');
  }

  get isDefaultPort(): boolean {
    return this.parts.port === this.parts.rules.port;
  }

  userInfo(format: Format): string {
    return shown(this.parts.userInfo, format, false);
  }

  /** What stands before the path. */
  prefix(format: Format, withUser = true): string {
    const { scheme, hasAuthority, userInfo, host, port } = this.parts;
    const user = withUser && userInfo !== '' ? `${this.userInfo(format)}@` : '';
    const server = host.text + (this.isDefaultPort || port < 0 ? '' : `:${port}`);
    return `${scheme}:${hasAuthority ? '//' : ''}${user}${server}`;
  }

  path(format: Format): string {
    return shown(this.parts.path, format, false);
  }

  query(format: Format): string {
    return shown(this.parts.query, format, true);
  }

  fragment(format: Format): string {
    return shown(this.parts.fragment, format, false);
  }

  whole(format: Format): string {
    return this.prefix(format) + this.path(format) + this.query(format) + this.fragment(format);
  }

  /** The path as the file system or an application sees it. */
  get localPath(): string {
    const { scheme, host, isDosPath } = this.parts;
    const path = this.path(unescaped);
    if (scheme !== 'file') return path;
    if (isDosPath) return path.slice(1).replaceAll('/', '\\');
    return host.text === '' ? path : `\\\\${host.text}${path.replaceAll('/', '\\')}`;
  }

  toString(): string {
    return this.#parts === undefined ? this.#relative : this.whole(safeUnescaped);
  }

  /** Fragment and user do not count. */
  [equalTo](other: unknown): boolean {
    return other instanceof Uri && other[hashKey]() === this[hashKey]();
  }

  [hashKey](): string {
    return this.#parts === undefined
      ? this.original
      : `${this.prefix(safeUnescaped, false)}${this.path(safeUnescaped)}${this.query(safeUnescaped)}`;
  }
}

function shown(text: string, format: Format, isQuery: boolean): string {
  switch (format) {
    case escaped:
      return escapePart(text);
    case unescaped:
      return unescapePart(text, 'all', isQuery);
    default:
      return unescapePart(text, 'safe', isQuery, '%25');
  }
}
