import { dotnetType } from '../define.ts';

export const CaptureCollection_ = dotnetType('class System.Text.RegularExpressions.CaptureCollection', 'The captures of a group.', {});
