import type { Random } from '../../runtime/ports/random.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import type { SettingsProblem } from '../providers/settings-problem.ts';
import type { Store } from '../store/store.ts';
import type { Timers } from '../timers.ts';
import type { SealedRecords } from '../vault/sealed-records.ts';
import type { ResourceLimits } from './collection.ts';
import type { Reach } from './reach.ts';
import type { GiveBack } from './remove-tokens.ts';
import type { SecretReferences } from './secret-references.ts';
import type { ResourceView } from './view.ts';

/** What writing resources needs. */
export interface WriteTools {
  readonly store: Store;
  readonly records: SealedRecords;
  readonly timers: Timers;
  readonly random: Random;
  /** This process, in leases. */
  readonly owner: string;
  readonly limits: ResourceLimits;
  readonly reach: Reach;
  readonly options: CheckOptions;
  readonly references: SecretReferences;
  readonly giveBack: GiveBack;
  /** The view as of now: what others wrote is in it. Rejects with StoreError. */
  look(): Promise<ResourceView>;
}

/** How a write ended; nothing was changed unless it is `created` or `updated`. */
export type Put =
  | { readonly kind: 'created' | 'updated' }
  /** The configuration has it, which alone may change it. */
  | { readonly kind: 'declared' }
  /** The precondition does not hold. */
  | { readonly kind: 'stale' }
  /** What it would belong to is not there. */
  | { readonly kind: 'no-parent' }
  | { readonly kind: 'invalid'; readonly problems: readonly SettingsProblem[] }
  /** It would change what its connections are. */
  | { readonly kind: 'in-use' }
  | { readonly kind: 'limit'; readonly most: number };

export type Removal = { readonly kind: 'removed' | 'absent' | 'declared' | 'stale' };
