import type { Clock } from '../../runtime/ports/clock.ts';
import { originOf } from '../grants/grant-types.ts';
import type { Slot } from './slot.ts';
import type { Watch } from './watch.ts';

/** Consented tokens are not served on and on by a process that hears nothing of the others any more (rule R8). */
export function forgetWhenStale(slot: Slot, watch: Watch, clock: Clock, staleAfterMs: number): void {
  if (slot.held === undefined || originOf[slot.target.grantType] !== 'consent') return;
  if (clock.elapsed() - Math.max(watch.lastContact, slot.held.since) > staleAfterMs) slot.held = undefined;
}
