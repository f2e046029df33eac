import { dotnetType } from '../define.ts';

export const XName_ = dotnetType('sealed class System.Xml.Linq.XName', 'A name with its namespace.', {});
