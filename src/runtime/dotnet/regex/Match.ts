import { dotnetType } from '../define.ts';

export const Match_ = dotnetType('class System.Text.RegularExpressions.Match : Group', 'One match of a regular expression.', {});
