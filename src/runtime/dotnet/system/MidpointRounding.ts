import { dotnetEnum } from '../enum-type.ts';

export const MidpointRounding_ = dotnetEnum('System.MidpointRounding', 'Where numbers halfway between two others are rounded.', {
  ToEven: 0,
  AwayFromZero: 1,
  ToZero: 2,
  ToNegativeInfinity: 3,
  ToPositiveInfinity: 4,
});
