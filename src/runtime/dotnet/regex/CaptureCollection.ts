import { Enumerator } from '../collections/Enumerator.ts';
import { dotnetType, member } from '../define.ts';
import type { CaptureCollection } from './values.ts';

export const CaptureCollection_ = dotnetType(
  'class System.Text.RegularExpressions.CaptureCollection : IList<Capture>, IReadOnlyList<Capture>',
  'What a group captured, oldest first.',
  {
    count: member('int Count { get; }', (captures: CaptureCollection) => captures.count, 'How many captures there are.'),
    get: member('Capture this[int i] { get; }', (captures: CaptureCollection, i: number) => captures.at(i), 'A capture.'),
    isReadOnly: member('bool IsReadOnly { get; }', (_captures: CaptureCollection) => true, 'Yes.'),
    getEnumerator: member(
      'IEnumerator<object> GetEnumerator()',
      (captures: CaptureCollection) => new Enumerator(captures),
      'Steps through the items, which are objects to the language.',
    ),
  },
);
