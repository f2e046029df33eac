import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type CheckedElement, type ReportOn, text } from '../define.ts';

/** Which API or operation a limit inside a limit is for. */
export const targetAttributes = {
  name: text({ required: 'conditional', expression: false, docs: 'Its name; `id` wins.' }),
  id: text({ required: 'conditional', expression: false, docs: 'Its id.' }),
};

export const noTarget = message(
  'rate-limit/no-target',
  'error',
  '<{name}> needs a `name` or an `id`',
  'name the API or operation that it limits',
);

/** Reports limits for APIs and operations that say neither a name nor an id. */
export function checkTargets(element: CheckedElement, report: ReportOn): void {
  for (const child of element.children) {
    if (!child.attributes.has('name') && !child.attributes.has('id')) report(noTarget, child.nameSpan, { name: child.name });
    checkTargets(child, report);
  }
}

interface Target {
  readonly name?: string | undefined;
  readonly id?: string | undefined;
}

const isMeant = ({ name, id }: Target, facts: { readonly id: string; readonly name: string } | null): boolean =>
  facts !== null && (id === undefined ? name === facts.name : id === facts.id);

/** A limit with what tells its counter from others. */
export interface Applicable<L> {
  readonly limit: L;
  readonly key: string;
}

/** The limits that a call falls under: of the subscription, of the API, of the operation; each counts by itself. */
export function applicable<A extends Target & { readonly operation: readonly Target[] }>(
  x: Exchange,
  own: { readonly api: readonly A[]; readonly operation?: readonly A['operation'][number][] },
): readonly Applicable<A | A['operation'][number]>[] {
  const { api, operation } = x.context;
  const apis = own.api.filter((each) => isMeant(each, api));
  const operations: readonly A['operation'][number][] = [...(own.operation ?? []), ...apis.flatMap((each) => each.operation)].filter(
    (each) => isMeant(each, operation),
  );
  return [
    ...apis.map((limit) => ({ limit, key: `api ${api?.id ?? ''}` })),
    ...operations.map((limit) => ({ limit, key: `operation ${api?.id ?? ''} ${operation?.id ?? ''}` })),
  ];
}
