import type { Exchange } from '../../../runtime/exchange.ts';
import { TokenRejected } from './rejection.ts';

/** Where a token stands in the request; the first that is given counts. */
export interface TokenPlace {
  readonly tokenValue?: string | undefined;
  readonly queryParameterName?: string | undefined;
  readonly headerName?: string | undefined;
  /** The scheme that an Authorization header must have; other headers have none. */
  readonly requireScheme?: string | undefined;
}

/** The text of the token. Throws TokenRejected when there is none, or several. */
export function findToken({ context }: Exchange, place: TokenPlace): string {
  if (place.tokenValue !== undefined) return present(place.tokenValue);
  if (place.queryParameterName !== undefined) return present(single(context.request.originalUrl.query.get(place.queryParameterName)));
  const name = place.headerName ?? 'Authorization';
  const value = single(context.request.headers.visible.get(name));
  const scheme = name.toLowerCase() === 'authorization' ? place.requireScheme : undefined;
  return present(withoutScheme(value, scheme));
}

/** A request that brings two tokens could be read in two ways. */
function single(values: readonly string[] | undefined): string {
  if (values !== undefined && values.length > 1) throw new TokenRejected('JwtInvalid', 'The request holds more than one JWT.');
  return values?.[0] ?? '';
}

/** A scheme that is required must be there; without one, `Bearer` may be. */
function withoutScheme(value: string, required: string | undefined): string {
  const [scheme = '', ...rest] = value.trim().split(/ +/);
  const hasScheme = rest.length > 0 && scheme.toLowerCase() === (required ?? 'Bearer').toLowerCase();
  if (hasScheme) return rest.join(' ');
  return required === undefined || required === '' ? value : '';
}

function present(text: string): string {
  const token = text.trim();
  if (token === '') throw new TokenRejected('TokenNotPresent', 'JWT not present.');
  return token;
}
