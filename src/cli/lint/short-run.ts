import { setFlagsFromString } from 'node:v8';

/**
 * So many documents take as long to check with V8's optimizing compiler as without. With fewer it is done before what was optimized pays: 466
 * documents cost 2.2 s of CPU time without and 4.2 s with it (Node 20 and 22).
 */
const worthOptimizing = 1000;

/** Does some work without the optimizing compiler, if it is about few documents. What was optimized before stays so. */
export async function inShortRun<Result>(documents: number, work: () => Promise<Result>): Promise<Result> {
  if (documents > worthOptimizing) return work();
  setFlagsFromString('--no-opt');
  try {
    return await work();
  } finally {
    setFlagsFromString('--opt');
  }
}
