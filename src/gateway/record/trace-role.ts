import type { TraceLink } from '../../telemetry/span-writer.ts';

/** The part of a request in a distributed trace: its own span, and who may be told. */
export interface TraceRole extends TraceLink {
  tells(backend: string): boolean;
}
