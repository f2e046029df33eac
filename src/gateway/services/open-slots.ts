import type { Slots } from '../../runtime/ports/slots.ts';

/** Places of this process, by key. A key without work takes no memory. */
export function openSlots(): Slots {
  const taken = new Map<string, number>();
  return {
    take(key, limit) {
      const count = taken.get(key) ?? 0;
      if (count >= limit) return undefined;
      taken.set(key, count + 1);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const left = (taken.get(key) ?? 1) - 1;
        if (left === 0) taken.delete(key);
        else taken.set(key, left);
      };
    },
  };
}
