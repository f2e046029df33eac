import { eachBounded } from '../connections/bounded.ts';
import type { RenewalTools } from '../connections/renewal-tools.ts';
import type { Target } from '../connections/target.ts';
import { deliverDue } from './deliver.ts';
import type { WebhookEndpoint } from './endpoint.ts';
import { tellOf } from './tell.ts';

/** Tells whoever wants to know when connections break, come to their end, or are well again. */
export interface Notices {
  /** Something happened to a connection. Nobody waits for it; what fails now is found by `sweep`. */
  look(target: Target | undefined): void;
  /** Looks at all of them. Rejects with StoreError or VaultError. */
  sweep(targets: readonly Target[]): Promise<void>;
  /** Rejects with StoreError. */
  deliver(): Promise<void>;
  /** Resolves when every look that was begun is over. */
  settled(): Promise<void>;
}

/** Connections looked at at the same time. */
const MOST = 8;

/** Without endpoints nothing is looked at and nothing is kept. */
export function createNotices(tools: RenewalTools, endpoints: () => readonly WebhookEndpoint[]): Notices {
  const looking = new Set<Promise<void>>();
  const telling = { ...tools, endpoints };
  const isOff = (): boolean => endpoints().length === 0;
  return {
    look(target) {
      if (target === undefined || isOff()) return;
      const look = tellOf(telling, target)
        .catch((error: unknown) =>
          tools.log.warn({ ...target.id, reason: error instanceof Error ? error.message : 'unknown' }, 'a webhook is queued later'),
        )
        .finally(() => looking.delete(look));
      looking.add(look);
    },
    async sweep(targets) {
      if (!isOff()) await eachBounded(targets, MOST, (target) => tellOf(telling, target));
    },
    deliver: () => deliverDue(telling),
    async settled() {
      await Promise.all(looking);
    },
  };
}
