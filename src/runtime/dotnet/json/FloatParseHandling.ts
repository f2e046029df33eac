import { dotnetEnum } from '../enum-type.ts';

export const FloatParseHandling_ = dotnetEnum('Newtonsoft.Json.FloatParseHandling', 'What numbers with a fraction become.', {
  Double: 0,
  Decimal: 1,
});
