import type { Budget } from './budget.ts';
import type { Clock } from './ports/clock.ts';
import type { Crypto } from './ports/crypto.ts';
import type { Random } from './ports/random.ts';

/** What library members of C# need from outside. A row asks for it with `host: true`. */
export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly budget: Budget;
}
