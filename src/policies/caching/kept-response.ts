import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import type { ResponseLookup } from '../../runtime/response-lookup.ts';
import type { ChosenCache } from './chosen-cache.ts';

/** Headers of one delivery, which another would get wrong; and what was said to one client alone. */
const ofOneDelivery: ReadonlySet<string> = new Set([
  'age',
  'connection',
  'content-length',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'set-cookie',
  'set-cookie2',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** A response as it is kept: with the wall time at which it expires. */
export function writeKept(x: Exchange, cache: ChosenCache, response: Response, seconds: number): string | undefined {
  const headers = HeaderMap.empty();
  for (const [name, values] of response.headers.entries()) if (!ofOneDelivery.has(name.toLowerCase())) headers.set(name, values);
  const expiresAt = Math.round(x.context.host.clock.now() + seconds * 1000);
  const text = cache.write(new Response(response.statusCode, response.statusReason, headers, response.body));
  return text === undefined ? undefined : `${expiresAt} ${text}`;
}

export function readKept(
  x: Exchange,
  cache: ChosenCache,
  text: string,
): { readonly response: Response; readonly secondsLeft: number } | undefined {
  const space = text.indexOf(' ');
  const expiresAt = Number(text.slice(0, space));
  const response = cache.read(text.slice(space + 1))?.value;
  if (!(response instanceof Response)) return undefined;
  return { response, secondsLeft: Math.max(0, Math.floor((expiresAt - x.context.host.clock.now()) / 1000)) };
}

/** Tells the client how long it may keep the response. What a subgraph answers never reaches the client as it is. */
export function announce(x: Exchange, { downstream, mustRevalidate }: ResponseLookup, seconds: number): void {
  if (x.scope === 'subgraph' || x.scope === 'resolver') return;
  const control = downstream === 'none' ? 'no-store' : `${downstream}, max-age=${seconds}${mustRevalidate ? ', must-revalidate' : ''}`;
  x.ensureResponse().headers.set('Cache-Control', [control]);
}
