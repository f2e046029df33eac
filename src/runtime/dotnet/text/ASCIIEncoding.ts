import { dotnetType, member } from '../define.ts';
import { Encoding } from './encoding-value.ts';

export const ASCIIEncoding_ = dotnetType('class System.Text.ASCIIEncoding : Encoding', 'ASCII.', {
  create: member('ASCIIEncoding()', () => Encoding.ascii, 'ASCII.'),
});
