import { message } from '../../../diagnostics/message.ts';

export const unassigned = message(
  'csharp/unassigned',
  'error',
  '`{name}` is read here before it surely has a value',
  'give it a value where it is declared',
);
export const outUnassigned = message(
  'csharp/out-unassigned',
  'error',
  'the `out` parameter `{name}` must get a value before the function ends',
);
export const fallsThrough = message(
  'csharp/fall-through',
  'error',
  'one case must not run on into the next',
  'end it with `break;`, `return …;` or `goto case …;`',
);
export const fallsOut = message('csharp/fall-out', 'error', 'the last case must not run out of the switch', 'end it with `break;`');
