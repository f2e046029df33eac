import { dotnetType } from '../define.ts';

export const GroupCollection_ = dotnetType('class System.Text.RegularExpressions.GroupCollection', 'The groups of a match.', {});
