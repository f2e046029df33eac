import { dotnetEnum } from '../enum-type.ts';

export const MergeArrayHandling_ = dotnetEnum('Newtonsoft.Json.Linq.MergeArrayHandling', 'How Merge treats arrays.', {
  Concat: 0,
  Union: 1,
  Replace: 2,
  Merge: 3,
});
