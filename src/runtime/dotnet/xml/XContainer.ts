import { dotnetType } from '../define.ts';

export const XContainer_ = dotnetType('abstract class System.Xml.Linq.XContainer : XNode', 'A node that has nodes inside.', {});
