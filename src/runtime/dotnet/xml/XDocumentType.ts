import { dotnetType } from '../define.ts';

export const XDocumentType_ = dotnetType('class System.Xml.Linq.XDocumentType : XNode', 'The document type.', {});
