import { dotnetFlags } from '../enum-type.ts';

export const SaveOptions_ = dotnetFlags('System.Xml.Linq.SaveOptions', 'How XML text is written.', {
  None: 0,
  DisableFormatting: 1,
  OmitDuplicateNamespaces: 2,
});
