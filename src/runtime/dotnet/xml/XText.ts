import { dotnetType } from '../define.ts';

export const XText_ = dotnetType('class System.Xml.Linq.XText : XNode', 'Text.', {});
