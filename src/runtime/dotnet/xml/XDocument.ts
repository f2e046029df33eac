import { dotnetType } from '../define.ts';

export const XDocument_ = dotnetType('class System.Xml.Linq.XDocument : XContainer', 'An XML document.', {});
