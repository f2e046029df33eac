import { dotnetType } from '../define.ts';

export const XObject_ = dotnetType('abstract class System.Xml.Linq.XObject', 'A node or an attribute of an XML tree.', {});
