import { dotnetType } from '../define.ts';

export const Regex_ = dotnetType('class System.Text.RegularExpressions.Regex', 'A regular expression.', {});
