import type { Seat } from '../1-accept/front.ts';
import type { InFlight } from '../1-accept/in-flight.ts';

/** What a cancelled request may still take to write its answer. Milliseconds. */
const lastWords = 1_000;

/**
 * Takes no more requests and lets those under way end. After `graceMs` they are cancelled, which gives them errors in place of data;
 * connections that are still in use a moment later are cut.
 */
export async function drain(seat: Seat, inFlight: InFlight, graceMs: number): Promise<void> {
  const cancel = setTimeout(() => inFlight.abort(), graceMs);
  const cut = setTimeout(() => seat.cut(), graceMs + lastWords);
  try {
    await seat.leave();
  } finally {
    clearTimeout(cancel);
    clearTimeout(cut);
  }
}
