import { dotnetType } from '../define.ts';

export const StringBuilder_ = dotnetType('sealed class System.Text.StringBuilder', 'A text that grows.', {});
