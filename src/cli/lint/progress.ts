import type { Io } from '../io.ts';

/** A counter on the terminal while many files are read; nothing where nobody looks. */
export function progress(total: number, io: Io): { step(): void; done(): void } {
  if (!io.interactive || total < 50) return { step() {}, done() {} };
  let count = 0;
  return {
    step() {
      count++;
      if (count % 10 === 0 || count === total) io.err(`\r${count}/${total} documents`);
    },
    done() {
      io.err(`\r${' '.repeat(40)}\r`);
    },
  };
}
