import { constants, setPriority } from 'node:os';
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

// Here a priority is a thread's own; elsewhere it would be that of the gateway.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
parentPort?.postMessage(composed());
