import { dotnetType } from '../define.ts';

export const Group_ = dotnetType('class System.Text.RegularExpressions.Group : Capture', 'What a group matched.', {});
