import type { Exchange } from '../../../runtime/exchange.ts';

/** The connections whose tokens an exchange was given, as one text: `github/org`. Empty without any. */
export function connectionsOf({ tokens }: Pick<Exchange, 'tokens'>): string {
  const [first] = tokens;
  if (first === undefined) return '';
  if (tokens.length === 1) return `${first.provider}/${first.connection}`;
  const names = new Set(tokens.map(({ provider, connection }) => `${provider}/${connection}`));
  return [...names].sort().join(', ');
}
