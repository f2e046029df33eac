import type { Signal } from './signal.ts';

/** Waits so many milliseconds. Rejects with SendFailure as soon as the signal is aborted. */
export type Sleep = (ms: number, signal: Signal | undefined) => Promise<void>;
