import { argument } from '../failures.ts';

/** The forms by the values of System.Text.NormalizationForm. */
const forms: ReadonlyMap<number, 'NFC' | 'NFD' | 'NFKC' | 'NFKD'> = new Map([
  [1, 'NFC'],
  [2, 'NFD'],
  [5, 'NFKC'],
  [6, 'NFKD'],
]);

export const formOf = (value: number): 'NFC' | 'NFD' | 'NFKC' | 'NFKD' =>
  forms.get(value) ?? argument('Invalid normalization form.', 'normalizationForm');
