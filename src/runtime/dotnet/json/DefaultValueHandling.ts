import { dotnetFlags } from '../enum-type.ts';

export const DefaultValueHandling_ = dotnetFlags('Newtonsoft.Json.DefaultValueHandling', 'Whether default values are written.', {
  Include: 0,
  Ignore: 1,
  Populate: 2,
  IgnoreAndPopulate: 3,
});
