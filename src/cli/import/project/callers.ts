import { gaps } from '../gaps.ts';
import { type ApimExport, type ExportedResource, ofKind } from '../resource.ts';
import { knownAt, shown, textAt } from '../value.ts';
import { lastName } from './backends.ts';
import type { Draft } from './draft.ts';

const id = /^(?!__proto__$)[A-Za-z0-9][A-Za-z0-9_.-]{0,255}$/;

/** What a subscription opens. */
export type SubscriptionScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'product' | 'api'; readonly name: string }
  | { readonly kind: 'unknown' };

export function scopeOf({ properties }: ExportedResource): SubscriptionScope {
  const scope = textAt(properties, 'scope') ?? textAt(properties, 'productId');
  if (scope === undefined) return { kind: 'unknown' };
  const name = lastName(scope);
  const text = shown(scope).toLowerCase();
  if (/\/products\/[^/]+$/.test(text) && name !== undefined) return { kind: 'product', name };
  if (/\/apis\/[^/]+$/.test(text) && name !== undefined) return { kind: 'api', name };
  return /(?:^|\/)apis\/?$|\/service\/[^/]+\/?$|^\/$/.test(text) ? { kind: 'all' } : { kind: 'unknown' };
}

/** Products, and the subscriptions that clients show keys of. Keys themselves are in no export. */
export function importCallers(from: ApimExport, draft: Draft): void {
  for (const {
    names: [name = ''],
    properties,
    where,
  } of ofKind(from, 'products')) {
    const title = knownAt(properties, 'displayName');
    if (id.test(name)) draft.set('callers.products', name, title === undefined ? {} : { name: title });
    else
      draft.gaps.add(gaps.kind, where, {
        what: `the product \`${name}\``,
        why: 'its id is none here',
        help: 'give it another before the export',
      });
  }
  for (const resource of ofKind(from, 'subscriptions')) importSubscription(resource, draft);
}

function importSubscription(resource: ExportedResource, draft: Draft): void {
  const {
    names: [name = ''],
    properties,
    where,
  } = resource;
  const scope = scopeOf(resource);
  const product = scope.kind === 'product' ? scope.name : undefined;
  const left = whyLeft(resource, draft);
  if (left !== undefined) {
    draft.gaps.add(gaps.subscription, where, { name, ...left });
    return;
  }
  const title = knownAt(properties, 'displayName');
  const secret = draft.secret(
    ['subscription', name, 'key'],
    `a key of the subscription \`${name}\``,
    textAt(properties, 'primaryKey'),
    where,
  );
  draft.set('callers.subscriptions', name, {
    ...(title === undefined ? {} : { name: title }),
    ...(product === undefined ? {} : { product }),
    keys: [{ secret }],
  });
}

function whyLeft(resource: ExportedResource, draft: Draft): { readonly why: string; readonly help: string } | undefined {
  const state = (knownAt(resource.properties, 'state') ?? 'active').toLowerCase();
  if (state !== 'active') return { why: `its state is \`${state}\``, help: 'nothing is to be done, if it is not to be used' };
  if (!id.test(resource.names[0] ?? '')) return { why: 'its id is none here', help: 'give it another before the export' };
  const scope = scopeOf(resource);
  if (scope.kind === 'unknown')
    return { why: 'what it opens is not known', help: 'import again with the values of its `scope` by `--set`' };
  if (scope.kind === 'product' && !draft.has('callers.products', scope.name))
    return { why: `its product \`${scope.name}\` is not in the export`, help: 'import the product along with it' };
  return undefined;
}
