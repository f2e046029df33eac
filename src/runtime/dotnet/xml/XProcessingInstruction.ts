import { dotnetType } from '../define.ts';

export const XProcessingInstruction_ = dotnetType('class System.Xml.Linq.XProcessingInstruction : XNode', 'A processing instruction.', {});
