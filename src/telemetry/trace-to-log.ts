import type { Log } from '../runtime/ports/log.ts';
import type { Trace, TraceEntry } from '../runtime/ports/trace.ts';

const levels = { verbose: 'debug', information: 'info', error: 'error' } as const satisfies Record<TraceEntry['severity'], keyof Log>;

/** What policies trace, as lines of the log: `<trace>` and `context.Trace()`, with the place in the document. */
export const traceToLog =
  (log: Log): Trace =>
  ({ source, severity, message, metadata, at }) => {
    log[levels[severity]]({ trace: source, at, ...(metadata.length === 0 ? {} : { metadata: Object.fromEntries(metadata) }) }, message);
  };
