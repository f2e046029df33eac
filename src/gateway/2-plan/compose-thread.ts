import { parentPort, workerData } from 'node:worker_threads';
import { composeSdl, type SubgraphSchema } from './compose.ts';
import type { Composed } from './compose-apart.ts';
import { CompositionFailure } from './composition-failure.ts';

/** The thread of {@link composeApart}: composes what it was given, answers once, and ends. */
function composed(): Composed {
  try {
    return { kind: 'composed', sdl: composeSdl(workerData as readonly SubgraphSchema[]) };
  } catch (error) {
    if (error instanceof CompositionFailure) return { kind: 'refused', findings: error.findings };
    throw error;
  }
}

parentPort?.postMessage(composed());
