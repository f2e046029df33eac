/** Does one thing after the other for many, at most `most` of them at a time. Rejects with the first failure, when the rest is done. */
export async function eachBounded<T>(items: readonly T[], most: number, step: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const work = async (): Promise<void> => {
    for (const item of left) await step(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
