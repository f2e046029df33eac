import * as z from 'zod';
import { message } from '../../diagnostics/message.ts';
import { Refusal, refuse } from './refusal.ts';

const emptyText = message('config/empty', 'error', '`{path}` is empty', 'write a text of 1 to {most} characters');
const tooLong = message('config/too-long', 'error', '`{path}` has more than {most} characters');
const controlCharacter = message(
  'config/control-character',
  'error',
  '`{path}` holds a control character',
  'write it on one line, without tabs',
);

/** Text of 1 to `most` characters on one line. */
export const line = (most = 256) =>
  z
    .string()
    .check(
      refuse((value, report) => {
        if (value.trim() === '') report(new Refusal(emptyText, { most }));
        else if (value.length > most) report(new Refusal(tooLong, { most }));
        else if (/\p{Cc}/u.test(value)) report(new Refusal(controlCharacter));
      }),
    )
    .meta({ words: 'text', minLength: 1, maxLength: most });
