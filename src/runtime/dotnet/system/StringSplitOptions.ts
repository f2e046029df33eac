import { dotnetFlags } from '../enum-type.ts';

export const StringSplitOptions_ = dotnetFlags('System.StringSplitOptions', 'What Split leaves out.', {
  None: 0,
  RemoveEmptyEntries: 1,
});
