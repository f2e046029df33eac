import type { Exchange } from '../../runtime/exchange.ts';
import { PolicyFailure } from '../../runtime/failure.ts';
import type { Count, CountRequest } from '../../runtime/ports/counter.ts';
import { encodeUtf8 } from '../../runtime/utf8.ts';

/** Counts, and lets nothing through when that cannot be done: a limit that fails open is none. */
export async function counted(x: Exchange, source: string, how: 'take' | 'add', request: CountRequest): Promise<Count> {
  try {
    return await x.ports.counter[how](request);
  } catch (error) {
    throw new PolicyFailure(source, 'CounterUnavailable', 503, 'calls cannot be counted now, so none is let through; try again later', {
      cause: error,
    });
  }
}

/** Whole seconds to wait; at least 1. */
export const retryAfterSeconds = ({ retryAfterMs }: Count): number => Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1000));

/** Bytes of the request's and the response's bodies, as they are now. */
export function bodyBytes({ context: { request, response } }: Exchange): number {
  return [request.body, response?.body ?? null].reduce((sum, body) => {
    if (body === null) return sum;
    const { content } = body;
    if (content.kind === 'bytes') return sum + content.bytes.length;
    return sum + encodeUtf8(content.kind === 'text' ? content.text : JSON.stringify(content.value)).length;
  }, 0);
}

/** Seconds as a .NET TimeSpan is written: `hh:mm:ss`, with days in front where there are some. */
export function spanText(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return days === 0 ? clock : `${days}.${clock}`;
}

/** Seconds of a renewal period: digits, or an ISO 8601 duration such as `P30D`. Undefined for anything else. */
export function periodSeconds(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{1,10}$/.test(trimmed)) return Number(trimmed);
  const match = /^P(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?$/.exec(trimmed);
  if (match === null || /^P(T)?$/.test(trimmed)) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
