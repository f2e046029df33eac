import { dotnetType, member } from '../define.ts';
import { JsonMergeSettings } from './merge.ts';

type Settings = JsonMergeSettings;

export const JsonMergeSettings_ = dotnetType('class Newtonsoft.Json.Linq.JsonMergeSettings', 'How JSON is merged.', {
  create: member('JsonMergeSettings()', () => new JsonMergeSettings(), 'The usual settings: arrays are joined, nulls left out.'),
  mergeArrayHandling: member(
    'MergeArrayHandling MergeArrayHandling { get; }',
    (settings: Settings) => settings.mergeArrayHandling,
    'What becomes of arrays.',
  ),
  setMergeArrayHandling: member(
    'MergeArrayHandling MergeArrayHandling { set; }',
    (settings: Settings, value: number) => {
      settings.mergeArrayHandling = value;
    },
    'What becomes of arrays.',
  ),
  mergeNullValueHandling: member(
    'MergeNullValueHandling MergeNullValueHandling { get; }',
    (settings: Settings) => settings.mergeNullValueHandling,
    'What becomes of nulls.',
  ),
  setMergeNullValueHandling: member(
    'MergeNullValueHandling MergeNullValueHandling { set; }',
    (settings: Settings, value: number) => {
      settings.mergeNullValueHandling = value;
    },
    'What becomes of nulls.',
  ),
  propertyNameComparison: member(
    'StringComparison PropertyNameComparison { get; }',
    (settings: Settings) => settings.propertyNameComparison,
    'How names are compared.',
  ),
  setPropertyNameComparison: member(
    'StringComparison PropertyNameComparison { set; }',
    (settings: Settings, value: number) => {
      settings.propertyNameComparison = value;
    },
    'How names are compared.',
  ),
});
