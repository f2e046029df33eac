import type { Background } from '../../runtime/ports/background.ts';

/** What may be under way at the same time. Each holds a request and its answer in memory. */
const most = 256;

/** What cancelled work may still take to end. Milliseconds. */
const lastWords = 1_000;

/** Work beside the requests of this process. */
export function openBackground(): Background {
  const underWay = new Set<Promise<void>>();
  const stop = new AbortController();
  let open = true;
  return {
    run(work) {
      if (!open || underWay.size >= most) return false;
      const done = work(stop.signal)
        .catch(() => undefined)
        .finally(() => underWay.delete(done));
      underWay.add(done);
      return true;
    },
    async drain(graceMs) {
      open = false;
      await within(graceMs, Promise.all(underWay));
      stop.abort();
      await within(lastWords, Promise.all(underWay));
    },
  };
}

/** Waits, but no longer than that. */
async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
