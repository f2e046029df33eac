import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import { Sequence } from '../linq/sequence.ts';
import { merge } from './merge.ts';
import { paid } from './paid.ts';
import { addContent, type JContainer, JTOKEN, type JToken } from './token.ts';
import { descendants } from './tree.ts';

const whole = { host: true } as const;

function replaceAll(host: Host, container: JContainer, content: unknown): void {
  container.clear();
  growing(host, container).add(paid(host, container, content));
}

/** Announces one more token. */
export function growing<C extends JContainer>(host: Host, container: C): C {
  host.budget.allocate(8);
  return container;
}

export const JContainer_ = dotnetType('abstract class Newtonsoft.Json.Linq.JContainer : JToken, IList<JToken>', 'JSON with children.', {
  count: member('int Count { get; }', (container: JContainer) => container.count, 'How many children there are.'),
  descendants: member(
    'IEnumerable<JToken> Descendants()',
    (host: Host, container: JContainer) => new Sequence<JToken>(() => descendants(host, container), JTOKEN),
    'All tokens below it, in the order of the text.',
    whole,
  ),
  descendantsAndSelf: member(
    'IEnumerable<JToken> DescendantsAndSelf()',
    (host: Host, container: JContainer) =>
      new Sequence<JToken>(function* () {
        yield container;
        yield* descendants(host, container);
      }, JTOKEN),
    'It and all tokens below it.',
    whole,
  ),
  add: member(
    'void Add(object content)',
    (host: Host, container: JContainer, content: unknown) => growing(host, container).add(paid(host, container, content)),
    'Adds a child, or several.',
    whole,
  ),
  addFirst: member(
    'void AddFirst(object content)',
    (host: Host, container: JContainer, content: unknown) => addContent(growing(host, container), 0, paid(host, container, content)),
    'Adds a child, or several, before the others.',
    whole,
  ),
  replaceAll: member('void ReplaceAll(object content)', replaceAll, 'Puts other children in.', whole),
  merge: member(
    'void Merge(object content)',
    (host: Host, container: JContainer, content: unknown) => merge(host, container, content, null),
    'Merges other JSON into it.',
    whole,
  ),
  mergeSettings: member('void Merge(object content, JsonMergeSettings settings)', merge, 'Merges other JSON into it.', whole),
  removeAll: member('void RemoveAll()', (container: JContainer) => container.clear(), 'Removes all children.'),
});
