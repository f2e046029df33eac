import { dotnetEnum } from '../enum-type.ts';

export const DateParseHandling_ = dotnetEnum('Newtonsoft.Json.DateParseHandling', 'Whether texts that look like dates become dates.', {
  None: 0,
  DateTime: 1,
  DateTimeOffset: 2,
});
