import { dotnetEnum } from '../enum-type.ts';

export const DateTimeKind_ = dotnetEnum('System.DateTimeKind', 'What zone a DateTime is in.', {
  Unspecified: 0,
  Utc: 1,
  Local: 2,
});
