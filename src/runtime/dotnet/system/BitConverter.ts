import { dotnetType } from '../define.ts';

export const BitConverter_ = dotnetType('static class System.BitConverter', 'Numbers as bytes.', {});
