import { dotnetType } from '../define.ts';

export const MatchEvaluator_ = dotnetType(
  'delegate string System.Text.RegularExpressions.MatchEvaluator(Match match)',
  'Says what takes the place of a match.',
  {},
);
