import { gaps } from '../gaps.ts';
import { below, type ExportedResource, ofKind } from '../resource.ts';
import { flagAt, textAt } from '../value.ts';
import type { ApiRoom } from './apis.ts';
import { lastName } from './backends.ts';
import { scopeOf } from './callers.ts';
import type { KeyDemand } from './guard.ts';

/** Whose keys open an API, as far as the export says. */
export function keyDemand({ names: [id = ''], properties, where }: ExportedResource, { from, draft, names }: ApiRoom): KeyDemand {
  if (flagAt(properties, 'subscriptionRequired') === false) return { kind: 'none' };
  const products = ofKind(from, 'products').filter(({ names: [product = ''] }) => holdsApi(product));
  const open = products.find((product) => flagAt(product.properties, 'subscriptionRequired') === false);
  const [openName] = open?.names ?? [];
  if (openName !== undefined) {
    draft.gaps.add(gaps.openProduct, where, { api: names.of(id), product: openName });
    return { kind: 'none' };
  }
  const subscriptions = ofKind(from, 'subscriptions').filter((subscription) => {
    const scope = scopeOf(subscription);
    return scope.kind === 'all' || (scope.kind === 'api' && scope.name.toLowerCase() === id.toLowerCase());
  });
  if (products.length === 0 && subscriptions.length === 0 && ofKind(from, 'subscriptions').length === 0) return { kind: 'any' };
  if (products.length === 0 && subscriptions.length === 0) draft.gaps.add(gaps.closed, where, { api: names.of(id) });
  return {
    kind: 'some',
    products: products.flatMap(({ names: [name] }) => name ?? []),
    subscriptions: subscriptions.flatMap(({ names: [name] }) => name ?? []),
  };

  function holdsApi(product: string): boolean {
    const named = below(from, 'products/apis', [product]).some(({ names: [, api = ''] }) => api.toLowerCase() === id.toLowerCase());
    // Since 2022 links are resources of their own, which name the API by its id.
    const linked = below(from, 'products/apilinks', [product]).some((link) => {
      const api = textAt(link.properties, 'apiId');
      return api !== undefined && lastName(api)?.toLowerCase() === id.toLowerCase();
    });
    return named || linked;
  }
}
