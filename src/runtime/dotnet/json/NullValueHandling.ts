import { dotnetEnum } from '../enum-type.ts';

export const NullValueHandling_ = dotnetEnum('Newtonsoft.Json.NullValueHandling', 'Whether nulls are written.', {
  Include: 0,
  Ignore: 1,
});
