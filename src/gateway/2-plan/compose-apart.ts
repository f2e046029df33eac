import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type ComposedSupergraph, compose, type SubgraphSchema, withSdl } from './compose.ts';
import { CompositionFailure, type CompositionFinding } from './composition-failure.ts';

/** What the thread answers with. */
export type Composed =
  | { readonly kind: 'composed'; readonly sdl: string }
  | { readonly kind: 'refused'; readonly findings: readonly CompositionFinding[] };

/**
 * Composes in a thread of its own: a large schema takes seconds, in which a gateway that serves must go on serving. What composition needs of
 * memory goes with the thread. `before` is what serves: where nothing has changed it is the answer. Rejects with {@link CompositionFailure}.
 */
export async function composeApart(subgraphs: readonly SubgraphSchema[], before?: ComposedSupergraph): Promise<ComposedSupergraph> {
  if (before !== undefined && isDeepStrictEqual(subgraphs, before.subgraphs)) return before;
  // A thread loads files as they are, and TypeScript is none that it can read: where sources run as they are written, nobody is served.
  if (import.meta.url.endsWith('.ts')) return compose(subgraphs);
  const composed = await inThread(subgraphs);
  if (composed.kind === 'refused') throw new CompositionFailure(composed.findings);
  return withSdl(subgraphs, composed.sdl, before);
}

function inThread(subgraphs: readonly SubgraphSchema[]): Promise<Composed> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./compose-thread.js', import.meta.url), { workerData: subgraphs });
    worker.once('message', (composed: Composed) => resolve(composed));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the composition ended without a result (${code})`)));
  });
}
