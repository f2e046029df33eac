import type { ConnectionStatus } from '../../credentials/status.ts';
import { systemClock } from '../../gateway/platform/clock.ts';
import { exit } from '../exit.ts';
import { paint } from '../paint.ts';
import { count } from '../reports/count.ts';
import type { Overall } from './action.ts';
import { paintedState, stateWords, until } from './state-words.ts';

/** A table of all connections. Nothing in it is secret. */
export const list: Overall = async ({ credentials, options, io }) => {
  const found = await credentials.list();
  if (options.json === true) {
    io.out(`${JSON.stringify(found, null, 2)}\n`);
    return exit.clean;
  }
  if (found.length === 0) {
    io.out('There are no connections. Providers and connections stand in the configuration under `providers`.\n');
    return exit.clean;
  }
  const ink = paint(io.color.out);
  const rows = found.map(cells);
  const head = ['CONNECTION', 'IDENTITY PROVIDER', 'GRANT', 'STATE', 'TOKEN ENDS', 'CONSENT ENDS'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[], paintCell = (text: string, _column: number): string => text): string =>
    row
      .map((cell, column) => paintCell(cell.padEnd(widths[column] ?? 0), column))
      .join('  ')
      .trimEnd();
  const body = found.map((status, place) =>
    line(rows[place] ?? [], (text, column) => (column === 3 ? paintedState(ink, status, text) : text)),
  );
  const needy = found.filter(({ state }) => state.phase !== 'ready' && state.phase !== 'refreshing').length;
  const note = needy === 0 ? '' : `\n${count(needy, 'connection')} to look after: \`fedpass connections login <provider>/<connection>\`\n`;
  io.out(`${[ink.bold(line(head)), ...body].join('\n')}\n${note}`);
  return exit.clean;
};

const cells = (status: ConnectionStatus): readonly string[] => [
  `${status.provider}/${status.connection}`,
  status.identityProvider,
  status.grantType,
  stateWords(status),
  'expiresAt' in status.state && status.state.expiresAt !== undefined ? until(status.state.expiresAt, systemClock.now()) : '',
  status.forecast === undefined ? '' : until(status.forecast.at, systemClock.now()),
];
