import { visible } from '../../diagnostics/visible.ts';
import type { Io } from '../io.ts';

/** What is quick needs no bar. */
const patience = 300;
const between = 50;

/** A counter on the terminal for a run that takes its time: how far it is, and at which document. Nothing where nobody looks. */
export function progress(
  total: number,
  io: Pick<Io, 'interactive' | 'err'>,
  now = () => performance.now(),
): { step(file: string): void; done(): void } {
  if (!io.interactive) return { step() {}, done() {} };
  const started = now();
  let drawn: number | undefined;
  let count = 0;
  return {
    step(file) {
      count++;
      const time = now();
      if (time - started < patience || (drawn !== undefined && time - drawn < between)) return;
      drawn = time;
      io.err(`\r\u001b[K${count}/${total} ${visible(file.length > 60 ? `…${file.slice(-59)}` : file)}`);
    },
    done() {
      if (drawn !== undefined) io.err('\r\u001b[K');
    },
  };
}
