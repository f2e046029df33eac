import { dotnetType } from '../define.ts';

export const XCData_ = dotnetType('class System.Xml.Linq.XCData : XText', 'Text in a CDATA section.', {});
