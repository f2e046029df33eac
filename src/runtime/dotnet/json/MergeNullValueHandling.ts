import { dotnetFlags } from '../enum-type.ts';

export const MergeNullValueHandling_ = dotnetFlags('Newtonsoft.Json.Linq.MergeNullValueHandling', 'How Merge treats nulls.', {
  Ignore: 0,
  Merge: 1,
});
