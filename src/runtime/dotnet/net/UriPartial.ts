import { dotnetEnum } from '../enum-type.ts';

export const UriPartial_ = dotnetEnum('System.UriPartial', 'How much of a URI GetLeftPart gives.', {
  Scheme: 0,
  Authority: 1,
  Path: 2,
  Query: 3,
});
