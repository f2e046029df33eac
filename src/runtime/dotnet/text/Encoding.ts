import { dotnetType } from '../define.ts';

export const Encoding_ = dotnetType('abstract class System.Text.Encoding', 'How characters become bytes.', {});
