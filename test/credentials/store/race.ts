import { join } from 'node:path';
import { runProcesses } from '../../support/processes.ts';

/** Runs `racer.ts` in several processes at once over one store, and returns the count they reached and the lease epochs they were given. */
export async function raceProcesses(
  location: string,
  size: { processes: number; increments: number },
): Promise<{ total: number; epochs: number[] }> {
  const racers = Array.from({ length: size.processes }, (_, i) => [location, String(size.increments), `racer ${i}`]);
  const printed = await runProcesses(join(import.meta.dirname, 'racer.ts'), racers);
  const answers = printed.map((text) => JSON.parse(text) as { total: number; epochs: number[] });
  return { total: Math.max(...answers.map((answer) => answer.total)), epochs: answers.flatMap((answer) => answer.epochs) };
}
