import { dotnetFlags } from '../enum-type.ts';

export const LoadOptions_ = dotnetFlags('System.Xml.Linq.LoadOptions', 'How XML text is read.', {
  None: 0,
  PreserveWhitespace: 1,
  SetBaseUri: 2,
  SetLineInfo: 4,
});
