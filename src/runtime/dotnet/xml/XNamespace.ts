import { dotnetType } from '../define.ts';

export const XNamespace_ = dotnetType('sealed class System.Xml.Linq.XNamespace', 'A namespace.', {});
