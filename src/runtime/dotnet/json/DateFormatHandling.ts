import { dotnetEnum } from '../enum-type.ts';

export const DateFormatHandling_ = dotnetEnum('Newtonsoft.Json.DateFormatHandling', 'How dates are written.', {
  IsoDateFormat: 0,
  MicrosoftDateFormat: 1,
});
