import type { Clock } from '../../runtime/ports/clock.ts';
import type { KeyRing } from './key-ring.ts';
import type { KeyService } from './key-service.ts';
import { ringOf } from './key-text.ts';

/** Milliseconds until a key that was added elsewhere is used for new records here. */
const LOOK_EVERY_MS = 2_000;

/** Where the text of a key ring is: it may change while the gateway runs. */
export interface RingSource {
  /** For people. */
  readonly name: string;
  /** Rejects with VaultError. */
  text(): Promise<string>;
}

/**
 * A ring that follows its source, so that a key can be added while gateways run: a record that names an unknown key makes it look at
 * once. A source that cannot be read later leaves the keys that are known. Rejects with VaultError when it cannot be read at first.
 */
export async function openLiveRing(source: RingSource, clock: Clock, service?: KeyService): Promise<KeyRing> {
  let text = await source.text();
  let ring = await ringOf(source.name, text, service);
  let lookedAt = clock.elapsed();

  async function look(): Promise<void> {
    lookedAt = clock.elapsed();
    const now = await source.text().catch(() => text);
    if (now === text) return;
    const next = await ringOf(source.name, now, service).catch(() => undefined);
    if (next === undefined) return;
    ring = next;
    text = now;
  }

  return {
    name: source.name,
    async current() {
      if (clock.elapsed() - lookedAt >= LOOK_EVERY_MS) await look();
      return ring.current();
    },
    async find(kid) {
      const known = await ring.find(kid);
      if (known !== undefined) return known;
      await look();
      return ring.find(kid);
    },
    all: () => ring.all(),
  };
}
