import type { Log } from '../../runtime/ports/log.ts';

/** Apollo's logger interface over the log. Its own chatter about loading is for those who debug. */
export function apolloLogger(log: Log) {
  const fields = { from: 'apollo' };
  return {
    debug: (message?: unknown): void => log.debug(fields, String(message)),
    info: (message?: unknown): void => log.debug(fields, String(message)),
    warn: (message?: unknown): void => log.warn(fields, String(message)),
    error: (message?: unknown): void => log.error(fields, String(message)),
  };
}
