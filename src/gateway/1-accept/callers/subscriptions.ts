import { createHash } from 'node:crypto';
import type { CallersConfig, SubscriptionConfig } from '../../../config/config.ts';
import type { SecretReader } from '../../../config/secret-reader.ts';
import type { SecretText } from '../../../config/secret-text.ts';
import type { ProductFacts, SubscriptionFacts } from '../../../runtime/context/facts.ts';
import type { Clock } from '../../../runtime/ports/clock.ts';
import type { Callers } from './callers.ts';

interface Match {
  readonly id: string;
  readonly subscription: SubscriptionConfig;
  /** Which of its keys. */
  readonly at: number;
}

/** Nobody has longer keys; a longer text is not even hashed. */
const longestKey = 512;

/**
 * Finds subscriptions by their keys. Keys are compared by digest, so nothing can be learned from how long it takes, and of one that is
 * configured by digest the gateway does not know more than that.
 */
export function subscriptionsByKey(
  { subscriptions, products }: Pick<CallersConfig, 'subscriptions' | 'products'>,
  tools: { readonly secrets: SecretReader; readonly clock: Clock },
): Callers['subscriptionOf'] {
  const byDigest = new Map<string, Match>();
  // Those by reference may change, so they are looked at anew; the reader sees to it that this is cheap.
  const byReference: (Match & { readonly secret: SecretText })[] = [];
  for (const [id, subscription] of Object.entries(subscriptions))
    subscription.keys.forEach((key, at) => {
      if (key.kind === 'digest') byDigest.set(key.sha256, { id, subscription, at });
      else byReference.push({ id, subscription, at, secret: key.secret });
    });
  const productFacts = new Map(Object.entries(products).map(([id, { name }]) => [id, product(id, name ?? id)]));
  return (key) => {
    if (key === '' || key.length > longestKey) return null;
    const digest = sha256(key);
    const now = tools.clock.now();
    const match = byDigest.get(digest) ?? byReference.find(({ secret }) => digestOf(secret, tools.secrets) === digest);
    if (match === undefined) return null;
    const { id, subscription, at } = match;
    if (now < (subscription.startDate ?? now) || now >= (subscription.endDate ?? Number.POSITIVE_INFINITY)) return null;
    return { subscription: facts(id, subscription, key, at), product: productFacts.get(subscription.product ?? '') ?? null };
  };
}

function digestOf(secret: SecretText, secrets: SecretReader): string | undefined {
  const answer = secrets.read(secret);
  return answer.kind === 'found' ? sha256(answer.secret.reveal()) : undefined;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The other key of the pair is not told to policies: they would have no use for it but to give it away. */
const facts = (id: string, { name, startDate, endDate }: SubscriptionConfig, key: string, at: number): SubscriptionFacts => ({
  id,
  name: name ?? id,
  key,
  primaryKey: at === 0 ? key : '',
  secondaryKey: at === 1 ? key : '',
  createdDate: startDate ?? 0,
  startDate: startDate ?? null,
  endDate: endDate ?? null,
});

const product = (id: string, name: string): ProductFacts => ({
  id,
  name,
  state: 'Published',
  approvalRequired: false,
  subscriptionRequired: true,
  subscriptionsLimit: null,
  groups: [],
  apis: [],
});
