import type { ConnectionStatus } from '../../credentials/status.ts';
import type { Ink } from '../paint.ts';

/** How a connection is, in two or three words. */
export function stateWords({ state, suspect }: ConnectionStatus): string {
  if (suspect) return 'restored, not proved yet';
  switch (state.phase) {
    case 'ready':
      return 'connected';
    case 'refreshing':
      return 'connected, renewing';
    case 'unauthorized':
      return 'waits for consent';
    case 'broken':
      return 'needs consent again';
    case 'unknown':
      return 'store does not say';
  }
}

/** The words, coloured by how good that is. */
export function paintedState(ink: Ink, status: ConnectionStatus, words = stateWords(status)): string {
  if (status.suspect) return ink.yellow(words);
  switch (status.state.phase) {
    case 'ready':
    case 'refreshing':
      return ink.green(words);
    case 'unauthorized':
      return ink.yellow(words);
    case 'broken':
    case 'unknown':
      return ink.red(words);
  }
}

/** Why a connection will have to be connected anew. */
export const forecastWords: Readonly<Record<NonNullable<ConnectionStatus['forecast']>['why'], string>> = {
  unused: 'unless its refresh token is used before',
  total: 'the provider lets no consent live longer',
  stated: 'the provider said so of its refresh token',
  'not-renewable': 'there is no refresh token',
};

/** What is left until a moment, for people: `in 59 min`. */
export function until(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1_000);
  if (seconds <= 0) return 'over';
  if (seconds < 120) return `in ${seconds} s`;
  if (seconds < 7_200) return `in ${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `in ${Math.round(seconds / 3_600)} h`;
  return seconds > 86_400 * 3_650 ? 'never' : `in ${Math.round(seconds / 86_400)} days`;
}
