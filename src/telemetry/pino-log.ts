import { pino } from 'pino';
import type { Log } from '../runtime/ports/log.ts';
import { redact, redactText } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogOptions {
  /** Lines below it are not written, and cost nothing. */
  readonly level: LogLevel;
  /** Where lines go, each with its line break; standard error by default, since standard output belongs to commands. */
  readonly stream?: { write(line: string): void };
}

/** A log of JSON lines: `level` as a word, `time` in ISO 8601, `msg`, and the fields. Everything passes {@link redact}. */
export function pinoLog({ level, stream = process.stderr }: LogOptions): Log {
  const lines = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: Readonly<Record<string, unknown>>, message: string): void => {
      if (lines.isLevelEnabled(name)) lines[name](redact(fields), redactText(message));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
