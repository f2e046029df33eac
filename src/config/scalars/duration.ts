import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const malformed = message(
  'config/duration',
  'error',
  '`{path}` is not a duration',
  'write a whole number and a unit without a blank: `250ms`, `5s`, `2m`, `1h` or `30d`',
);
const outOfRange = message('config/duration-range', 'error', '`{path}` must be between {least} and {most}');

const form = /^(\d{1,9})(ms|s|m|h|d)$/;
const unit: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a text such as `5s`, or undefined when it is no duration. */
export function milliseconds(text: string): number | undefined {
  const [, digits, name] = form.exec(text) ?? [];
  const factor = name === undefined ? undefined : unit[name];
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** A text such as `250ms`, `5s` or `30d`, read as milliseconds. Both bounds are durations themselves and belong to the range. */
export const duration = (least = '1ms', most = '1h') =>
  z
    .string()
    .check(
      refuse((value, report) => {
        const length = milliseconds(value);
        if (length === undefined) report(new Refusal(malformed));
        else if (length < (milliseconds(least) ?? 0) || length > (milliseconds(most) ?? 0))
          report(new Refusal(outOfRange, { least, most }));
      }),
    )
    .transform((value) => milliseconds(value) ?? 0)
    .meta({ words: 'duration', pattern: form.source });
