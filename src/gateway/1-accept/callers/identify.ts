import { Secret } from '../../../runtime/ports/credential-source.ts';
import type { ClientRequest } from '../../client-request.ts';
import { subscriptionKeyNames } from '../../subscription-key-names.ts';
import { type Caller, type Callers, nobody } from './callers.ts';

/** RFC 6750 §2.1: the scheme counts in any case. */
const bearerForm = /^bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** A request with who sent it. */
export const withCaller = async (callers: Callers, client: ClientRequest): Promise<ClientRequest> => ({
  ...client,
  caller: await identify(callers, client),
});

/** Who sent a request, by the bearer token and the subscription key that it shows. More than one of either is unclear, and counts as none. */
async function identify(callers: Callers, { headers, url, disclosed }: ClientRequest): Promise<Caller> {
  const bearer = bearerForm.exec(only(headers.get('Authorization')) ?? '')?.[1];
  const key = only(headers.get(subscriptionKeyNames.header)) ?? only(url.query.get(subscriptionKeyNames.query));
  const subscribed = key === undefined ? null : callers.subscriptionOf(key);
  // Policies are given it, and may trace it; what we write ourselves must not repeat it.
  if (key !== undefined && subscribed !== null) disclosed.add(key);
  const known = bearer === undefined ? null : await callers.userOf(new Secret(bearer));
  return known === null && subscribed === null ? nobody : { ...nobody, ...subscribed, ...known };
}

const only = (values: readonly string[] | undefined): string | undefined => (values?.length === 1 ? values[0] : undefined);
