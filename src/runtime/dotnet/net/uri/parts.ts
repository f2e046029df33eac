import type { Host } from './host.ts';
import type { SchemeRules } from './schemes.ts';

/** An absolute address, taken apart and normalized but not escaped. */
export interface UriParts {
  readonly scheme: string;
  readonly rules: SchemeRules;
  /** Whether `//` stands behind the scheme. */
  readonly hasAuthority: boolean;
  readonly userInfo: string;
  readonly host: Host;
  readonly port: number;
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  /** With its number sign, or empty. */
  readonly fragment: string;
  /** A path of a file system that was written without a scheme. */
  readonly isImplicitFile: boolean;
  readonly isDosPath: boolean;
  /** Whether a backslash stood in the path. */
  readonly hadBackslash: boolean;
}

/** Why a text is no absolute address, in the words of .NET. With `relative` it may still be a relative one. */
export interface UriFault {
  readonly fault: string;
  readonly relative: boolean;
}

const fatal = (text: string): UriFault => ({ fault: `Invalid URI: ${text}`, relative: false });
const mild = (text: string): UriFault => ({ fault: `Invalid URI: ${text}`, relative: true });

export const uriFaults = {
  format: mild('The format of the URI could not be determined.'),
  scheme: mild('The URI scheme is not valid.'),
  authority: mild('The Authority/Host could not be parsed.'),
  empty: mild('The URI is empty.'),
  tooLong: fatal('The Uri string is too long.'),
  host: fatal('The hostname could not be parsed.'),
  port: fatal('Invalid port specified.'),
  dosPath: fatal("A Dos path must be rooted, for example, 'c:\\\\'."),
} as const;
