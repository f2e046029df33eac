import { type Census, countSealed } from '../../credentials/key-rotation/census.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { exit } from '../exit.ts';
import { paint } from '../paint.ts';
import { ageWarning } from '../project/open-ring.ts';
import { withStore } from '../project/with-store.ts';
import { count } from '../reports/count.ts';
import type { KeyAction } from './key-action.ts';

const DAY_MS = 86_400_000;

/** Shows ids, ages and counts; no key. */
export const status: KeyAction = (bench) =>
  withStore(bench, async ({ store, ring }) => {
    const { config, options, io } = bench;
    const census = await countSealed(store, ring);
    const warning = await ageWarning(ring, config.keys.rotateEvery);
    const isGood = warning === undefined && census.strangers === 0;
    if (options.json === true)
      io.out(`${JSON.stringify({ ...census, rotateEvery: config.keys.rotateEvery, tooOld: warning !== undefined }, null, 2)}\n`);
    else io.out(table(census, paint(io.color.out).bold));
    if (warning !== undefined) io.err(`fedpass: ${warning}\n`);
    if (census.strangers > 0)
      io.err(`fedpass: ${count(census.strangers, 'record')} sealed with a key that is not in ${ring.name}; put the right key ring back\n`);
    return isGood ? exit.clean : exit.findings;
  });

function table({ keys }: Census, bold: (text: string) => string): string {
  const now = systemClock.now();
  const rows = keys.map(({ kid, created, current, records }) => [
    kid,
    count(Math.max(0, Math.floor((now - created) / DAY_MS)), 'day'),
    String(records),
    current ? 'seals what is new' : records > 0 ? 'still needed' : 'needed by links for a day after rotation, and by backups',
  ]);
  const head = ['KEY', 'AGE', 'RECORDS', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[bold(line(head)), ...rows.map(line)].join('\n')}\n`;
}
