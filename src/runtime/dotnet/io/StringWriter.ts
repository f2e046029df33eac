import { dotnetType } from '../define.ts';

export const StringWriter_ = dotnetType('class System.IO.StringWriter : IDisposable', 'Writes a text piece by piece.', {});
