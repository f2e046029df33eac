import { dotnetType } from '../define.ts';

export const XmlExtensions_ = dotnetType('static class System.Xml.Linq.Extensions', 'Queries on sequences of XML nodes.', {});
