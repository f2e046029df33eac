import { dotnetType, member } from '../define.ts';
import type { Capture } from './values.ts';

export const Capture_ = dotnetType('class System.Text.RegularExpressions.Capture', 'A part of the input that a group captured.', {
  index: member('int Index { get; }', (capture: Capture) => capture.index, 'Where it begins.'),
  length: member('int Length { get; }', (capture: Capture) => capture.length, 'How long it is.'),
  value: member('string Value { get; }', (capture: Capture) => capture.value, 'The text.'),
  toString: member('string ToString()', (capture: Capture) => capture.value, 'The text.'),
});
