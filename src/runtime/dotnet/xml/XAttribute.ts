import { dotnetType } from '../define.ts';

export const XAttribute_ = dotnetType('class System.Xml.Linq.XAttribute : XObject', 'An attribute.', {});
