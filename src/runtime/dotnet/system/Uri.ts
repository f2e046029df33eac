import { dotnetType } from '../define.ts';

export const Uri_ = dotnetType('class System.Uri', 'An address of a resource.', {});
