import { dotnetType } from '../define.ts';

export const XDeclaration_ = dotnetType('class System.Xml.Linq.XDeclaration', 'The first line of an XML document.', {});
