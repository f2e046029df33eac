import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const badDate = message(
  'config/date',
  'error',
  '`{path}` is no date',
  'write `2027-01-31` (the beginning of that day, UTC) or `2027-01-31T08:00:00Z`',
);

/** RFC 3339, the time with its zone or left out. */
const form = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** The text is checked against the calendar, too: 30 February would quietly be a day in March. */
function isDate(text: string): boolean {
  if (!form.test(text)) return false;
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(text)) && new Date(midnight).toISOString().startsWith(text.slice(0, 10));
}

/** A date or a time, in milliseconds since 1970. */
export const date = z
  .string()
  .check(
    refuse((value, report) => {
      if (!isDate(value)) report(new Refusal(badDate));
    }),
  )
  .transform((value) => Date.parse(value))
  .meta({ words: 'date', pattern: form.source });
