import { decide } from '../../../src/credentials/connections/decide.ts';
import type { SealedRecords } from '../../../src/credentials/vault/sealed-records.ts';
import type { Sabotage } from './process.ts';

/** Writes that look at nothing: what is there is written over, whatever it is. */
const blind =
  (phase: 'refreshing' | 'broken') =>
  (records: SealedRecords): SealedRecords => ({
    ...records,
    async swap(name, expected, text, options) {
      if (!text.includes(`"phase":"${phase}"`)) return records.swap(name, expected, text, options);
      for (;;) {
        const { version } = await records.read(name);
        const swap = await records.swap(name, version, text, options);
        if (swap.kind === 'done') return swap;
      }
    },
  });

/** The safeguards of the protocol, each taken away. */
export const sabotages = {
  'the intent by compare-and-swap': { records: blind('refreshing') },
  'the wait for the deadline': { rules: { decide: (record, at) => decide(record, { ...at, storeNow: Number.MAX_SAFE_INTEGER }) } },
  'the look before a connection is broken': { records: blind('broken') },
  'the write-back': {
    memory: () => ({
      get newest() {
        return undefined;
      },
      set newest(_) {},
      harmless: undefined,
    }),
  },
  'the check of the lineage': { rules: { sameLineage: () => true } },
} satisfies Record<string, Sabotage>;
