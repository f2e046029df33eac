import { dotnetType } from '../define.ts';

export const MatchCollection_ = dotnetType(
  'class System.Text.RegularExpressions.MatchCollection',
  'All matches of a regular expression in an input.',
  {},
);
