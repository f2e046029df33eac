import { dotnetType } from '../define.ts';

export const StringReader_ = dotnetType('class System.IO.StringReader : IDisposable', 'Reads a text piece by piece.', {});
