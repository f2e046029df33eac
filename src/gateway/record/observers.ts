import type { SpanWriter } from '../../telemetry/span-writer.ts';
import type { Caller } from '../1-accept/callers/callers.ts';

/** Whether a client may see the trace of its own request. `given` is the value of its `Fedpass-Trace` header. */
export type TraceRight = (given: string, caller: Caller) => boolean;

/** Who looks at what happens in a request. */
export interface Observers {
  readonly mayTrace: TraceRight;
  /** Undefined where no spans are written. */
  readonly spans: SpanWriter | undefined;
  /** Whether each request gets a line in the log. */
  readonly requestLines: boolean;
}

/** Where nothing is configured. */
export const nobodyLooks: Observers = { mayTrace: () => false, spans: undefined, requestLines: false };
