/** Places for work that may go on at the same time, in this process. */
export interface Slots {
  /** A place under `key` if fewer than `limit` are taken, with the function that gives it back; undefined when all are taken. */
  take(key: string, limit: number): (() => void) | undefined;
}
