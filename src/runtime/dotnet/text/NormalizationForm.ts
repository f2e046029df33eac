import { dotnetEnum } from '../enum-type.ts';

export const NormalizationForm_ = dotnetEnum('System.Text.NormalizationForm', 'The Unicode normalization forms.', {
  FormC: 1,
  FormD: 2,
  FormKC: 5,
  FormKD: 6,
});
