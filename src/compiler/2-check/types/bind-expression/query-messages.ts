import { message } from '../../../../diagnostics/message.ts';

export const noQuery = message(
  'csharp/no-query',
  'error',
  'a `{type}` cannot be queried: it has no `{method}`',
  'queries work on arrays, lists and other sequences',
);
