import { dotnetEnum } from '../enum-type.ts';

export const DateTimeZoneHandling_ = dotnetEnum('Newtonsoft.Json.DateTimeZoneHandling', 'What zone dates are read in.', {
  Local: 0,
  Utc: 1,
  Unspecified: 2,
  RoundtripKind: 3,
});
