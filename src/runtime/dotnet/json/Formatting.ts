import { dotnetEnum } from '../enum-type.ts';

export const Formatting_ = dotnetEnum('Newtonsoft.Json.Formatting', 'Whether JSON text is indented.', {
  None: 0,
  Indented: 1,
});
