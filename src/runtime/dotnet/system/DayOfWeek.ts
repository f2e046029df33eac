import { dotnetEnum } from '../enum-type.ts';

export const DayOfWeek_ = dotnetEnum('System.DayOfWeek', 'A day of the week; Sunday is 0.', {
  Sunday: 0,
  Monday: 1,
  Tuesday: 2,
  Wednesday: 3,
  Thursday: 4,
  Friday: 5,
  Saturday: 6,
});
