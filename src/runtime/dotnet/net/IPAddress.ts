import { dotnetType } from '../define.ts';

export const IPAddress_ = dotnetType('class System.Net.IPAddress', 'An address of the Internet Protocol.', {});
