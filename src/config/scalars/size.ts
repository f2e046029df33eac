import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const malformed = message(
  'config/size',
  'error',
  '`{path}` is not a size',
  'write a whole number and a unit without a blank: `64kb`, `1mb` or `1gb`',
);
const outOfRange = message('config/size-range', 'error', '`{path}` must be between 1b and {most}');

const form = /^(\d{1,9})(b|kb|mb|gb)$/;
const unit: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** Bytes of a text such as `64kb` (1 kb = 1024 bytes), or undefined when it is no size. */
export function bytes(text: string): number | undefined {
  const [, digits, name] = form.exec(text) ?? [];
  const factor = name === undefined ? undefined : unit[name];
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** A text such as `64kb` or `1mb`, read as bytes. */
export const size = (most = '1gb') =>
  z
    .string()
    .check(
      refuse((value, report) => {
        const length = bytes(value);
        if (length === undefined) report(new Refusal(malformed));
        else if (length < 1 || length > (bytes(most) ?? 0)) report(new Refusal(outOfRange, { most }));
      }),
    )
    .transform((value) => bytes(value) ?? 0)
    .meta({ words: 'size', pattern: form.source });
