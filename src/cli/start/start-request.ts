import type { LogLevel } from '../../telemetry/pino-log.ts';

/** What `fedpass start` is asked for, whatever it serves. */
export interface StartRequest {
  readonly port: number | undefined;
  /** A list of the operations that run. */
  readonly safelist: string | undefined;
  readonly level: LogLevel;
}
