import { dotnetType } from '../define.ts';

export const XComment_ = dotnetType('class System.Xml.Linq.XComment : XNode', 'A comment.', {});
