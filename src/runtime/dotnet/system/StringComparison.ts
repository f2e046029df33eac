import { dotnetEnum } from '../enum-type.ts';

export const StringComparison_ = dotnetEnum('System.StringComparison', 'How texts are compared.', {
  CurrentCulture: 0,
  CurrentCultureIgnoreCase: 1,
  InvariantCulture: 2,
  InvariantCultureIgnoreCase: 3,
  Ordinal: 4,
  OrdinalIgnoreCase: 5,
});
