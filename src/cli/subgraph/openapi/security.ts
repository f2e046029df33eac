import type { Chosen } from '../provider-for.ts';
import { knownProvider, newConnection, providerEntry, variable, withConnection } from '../provider-for.ts';
import { type Gaps, gaps } from './gaps.ts';
import { isObject, type Json, objectIn, textIn } from './json.ts';
import type { Operation } from './operations.ts';

/** What a description says of credentials, as what documents attach and the configuration needs. Undefined where it says nothing that can be used. */
export function chosenSecurity(
  name: string,
  base: string,
  schemes: Json,
  operations: readonly Operation[],
  found: Gaps,
): Chosen | undefined {
  const used = schemesInUse(operations);
  const names = used.size > 0 ? [...used.keys()] : [];
  const usable = names.flatMap((scheme) => {
    const definition = objectIn(schemes, scheme);
    const chosen = chosenFrom(name, base, definition, used.get(scheme) ?? [], scheme, found);
    return chosen === undefined ? [] : [{ scheme, chosen }];
  });
  // Tokens that end are better than keys that do not.
  const [first] = [...usable].sort(
    (a, b) => Number(b.chosen.credential.kind === 'connection') - Number(a.chosen.credential.kind === 'connection'),
  );
  if (first !== undefined && usable.length > 1) found.add(gaps.severalSchemes, 'security', { name: first.scheme });
  return first?.chosen;
}

/** Schemes by how many operations need them, with the scopes that those name. */
function schemesInUse(operations: readonly Operation[]): ReadonlyMap<string, readonly string[]> {
  const counts = new Map<string, { count: number; readonly scopes: Set<string> }>();
  for (const { security } of operations)
    for (const alternative of security)
      for (const [scheme, scopes] of Object.entries(alternative)) {
        const entry = counts.get(scheme) ?? { count: 0, scopes: new Set<string>() };
        counts.set(scheme, entry);
        entry.count++;
        if (Array.isArray(scopes)) for (const scope of scopes) entry.scopes.add(String(scope));
      }
  return new Map([...counts].sort(([, a], [, b]) => b.count - a.count).map(([scheme, { scopes }]) => [scheme, [...scopes]]));
}

function chosenFrom(
  name: string,
  base: string,
  definition: Json,
  scopes: readonly string[],
  scheme: string,
  found: Gaps,
): Chosen | undefined {
  const refuse = (why: string): undefined => {
    found.add(gaps.security, 'security', { name: scheme, why });
  };
  const known = knownProvider(base);
  switch (definition['type']) {
    case 'oauth2':
      return known !== undefined
        ? newConnection(name, providerEntry(known, name))
        : (oauth(name, base, objectIn(definition, 'flows'), scopes) ??
            refuse('its flows are neither authorizationCode nor clientCredentials'));
    case 'openIdConnect': {
      const issuer = textIn(definition, 'openIdConnectUrl')?.replace(/\/\.well-known\/openid-configuration$/, '');
      if (issuer === undefined || !URL.canParse(issuer)) return refuse('its address is not whole');
      return newConnection(
        name,
        withConnection('oidc', 'authorizationCode', {
          issuer,
          ...application(name),
          ...(scopes.length === 0 ? {} : { scopes: scopes.join(' ') }),
        }),
      );
    }
    case 'http': {
      const type = textIn(definition, 'scheme')?.toLowerCase();
      if (type !== 'bearer' && type !== 'basic') return refuse(`it is the scheme ${type ?? ''} of HTTP`);
      if (known !== undefined && type === 'bearer') return newConnection(name, providerEntry(known, name));
      return key(name, 'Authorization', type === 'bearer' ? 'Bearer ' : 'Basic ');
    }
    case 'apiKey': {
      const header = textIn(definition, 'name') ?? '';
      if (definition['in'] !== 'header') return refuse(`its key stands in a ${String(definition['in'])}, where others can read it`);
      return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header) ? key(name, header, '') : refuse('its header has no name');
    }
    default:
      return refuse('it is of a type that is not known');
  }
}

const application = (name: string) => ({
  clientId: `\${env.${variable(name, 'clientId')}}`,
  clientSecret: `\${env.${variable(name, 'clientSecret')}}`,
});

/** Client credentials first: they need nobody's consent. */
function oauth(name: string, base: string, flows: Json, scopes: readonly string[]): Chosen | undefined {
  for (const grantType of ['clientCredentials', 'authorizationCode'] as const) {
    const flow = flows[grantType];
    if (!isObject(flow)) continue;
    const whole = (member: string): string | undefined => {
      const text = textIn(flow, member);
      return text === undefined || text === '' || !URL.canParse(text, base) ? undefined : new URL(text, base).href;
    };
    const tokenUrl = whole('tokenUrl');
    const authorizationUrl = whole('authorizationUrl');
    if (tokenUrl === undefined || (grantType === 'authorizationCode' && authorizationUrl === undefined)) continue;
    const urls = grantType === 'authorizationCode' ? { authorizationUrl, tokenUrl } : { tokenUrl };
    const refreshUrl = grantType === 'authorizationCode' ? whole('refreshUrl') : undefined;
    const parameters = {
      ...urls,
      ...(refreshUrl === undefined ? {} : { refreshUrl }),
      ...application(name),
      ...(scopes.length === 0 ? {} : { scopes: scopes.join(' ') }),
    };
    return newConnection(name, withConnection('oauth2', grantType, parameters));
  }
  return undefined;
}

const key = (name: string, header: string, scheme: string): Chosen => ({
  credential: { kind: 'key', namedValue: `${name}-key`, header, scheme },
  entries: [{ section: 'namedValues', name: `${name}-key`, value: { secret: `\${env.${variable(name, 'key')}}` } }],
});
