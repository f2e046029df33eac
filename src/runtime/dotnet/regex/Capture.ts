import { dotnetType } from '../define.ts';

export const Capture_ = dotnetType('class System.Text.RegularExpressions.Capture', 'A part of the input that a group matched.', {});
