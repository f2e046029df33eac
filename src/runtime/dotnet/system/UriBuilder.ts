import { dotnetType } from '../define.ts';

export const UriBuilder_ = dotnetType('class System.UriBuilder', 'An address in parts that can be changed.', {});
