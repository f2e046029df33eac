import { dotnetType } from '../define.ts';

export const XNode_ = dotnetType('abstract class System.Xml.Linq.XNode : XObject', 'A node of an XML tree.', {});
