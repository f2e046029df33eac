import { dotnetType } from '../define.ts';

export const XElement_ = dotnetType('class System.Xml.Linq.XElement : XContainer', 'An element.', {});
