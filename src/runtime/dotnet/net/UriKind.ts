import { dotnetEnum } from '../enum-type.ts';

export const UriKind_ = dotnetEnum('System.UriKind', 'Whether a URI may be absolute, relative or both.', {
  RelativeOrAbsolute: 0,
  Absolute: 1,
  Relative: 2,
});
