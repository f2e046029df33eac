import type { Secret } from '../../runtime/ports/credential-source.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import { allowPlainHttp } from '../providers/check-settings.ts';
import { isLoopback } from '../providers/endpoint-url.ts';
import type { EffectiveParameters } from '../providers/parameters.ts';
import type {
  AnswerStyle,
  EndpointTemplates,
  ParameterTemplates,
  ProviderDefinition,
  ReadParameter,
  ScopeStyle,
} from '../providers/provider.ts';
import { expand, expandUrl } from '../providers/template.ts';
import type { GrantType } from '../settings.ts';
import { type AssertionFacts, assertionFacts } from './assertion.ts';
import { type ClientAuthentication, clientAuthentication } from './client-authentication.ts';
import { grantNames } from './grant-types.ts';
import { type Route, type RouteFacts, routeBy } from './route.ts';

/** Parameters of a request. One name may stand there several times. */
export type Parameters = readonly (readonly [name: string, value: string])[];

export interface Endpoints {
  /** Undefined where the metadata names none: nobody can consent there. */
  readonly authorization: string | undefined;
  readonly token: string;
  /** Where refresh tokens are sent. */
  readonly refresh: string;
  readonly revocation: string | undefined;
  /** Who must have answered, if that is known (RFC 9207). `always`: an answer without `iss` is refused. */
  readonly issuer: { readonly id: string; readonly sent: 'always' | 'sometimes' } | undefined;
}

/** Everything a token request of one connection is made from. */
export interface TokenClient {
  readonly clientId: string;
  readonly authentication: ClientAuthentication;
  /** Where the servers are, or the issuer whose metadata says so. */
  readonly endpoints: { readonly kind: 'known'; readonly endpoints: Endpoints } | { readonly kind: 'discovered'; readonly issuer: string };
  readonly scope: string | undefined;
  readonly scopeStyle: ScopeStyle;
  readonly authorizationParameters: Parameters;
  /** Of a token request by this grant. */
  tokenParameters(grant: GrantType | 'refresh'): Parameters;
  grantName(grant: GrantType | 'refresh'): string;
  readonly pkce: boolean;
  readonly body: 'form' | 'json';
  readonly answer: AnswerStyle;
  /** For the JWT bearer grant. */
  readonly assertion: AssertionFacts | undefined;
  readonly exchange: ExchangeFacts;
  readonly route: Route | undefined;
  /** Where its tokens may be sent; undefined: anywhere. */
  readonly hosts: readonly string[] | undefined;
  /** Whether this URL may be plain http. */
  mayBePlain(url: string): boolean;
}

/** What an exchange says of the tokens in it (RFC 8693 §2.1). */
export interface ExchangeFacts {
  readonly subjectTokenType: string;
  readonly requestedTokenType: string | undefined;
  readonly actor: { readonly token: Secret; readonly type: string } | undefined;
}

/** Of settings that passed `checkProviders`. */
export function tokenClient(definition: ProviderDefinition, parameters: EffectiveParameters, options: CheckOptions): TokenClient {
  const { read } = parameters;
  const { endpoints } = definition;
  const byUser = pairs(read('tokenParameters'));
  const ofProvider = templates(definition.tokenParameters, read);
  const route = routeOf(definition, parameters);
  return {
    clientId: read('clientId') ?? '',
    authentication: clientAuthentication(definition, parameters),
    endpoints:
      endpoints.kind === 'known'
        ? { kind: 'known', endpoints: knownEndpoints(endpoints, read) }
        : { kind: 'discovered', issuer: expand(endpoints.issuer, read) ?? '' },
    scope: joinScopes(read('scopes'), definition.scopes.separator),
    scopeStyle: definition.scopes,
    authorizationParameters: over(templates(definition.authorizationParameters, read), pairs(read('authorizationParameters'))),
    tokenParameters: (grant) => over([...ofProvider, ...templates(definition.grantParameters[grant] ?? {}, read)], byUser),
    grantName: (grant) => definition.grantNames[grant] ?? grantNames[grant],
    pkce: read('pkce') === 'true',
    body: definition.body,
    answer: definition.answer,
    assertion: assertionFacts(definition, parameters),
    exchange: exchangeFacts(parameters),
    route,
    hosts: hostsOf(definition, read),
    mayBePlain: (url) => options[allowPlainHttp] === true || isLoopback(new URL(url).hostname),
  };
}

function knownEndpoints({ authorization, token, refresh, revocation, issuer }: EndpointTemplates, read: ReadParameter): Endpoints {
  const url = (template: string | undefined) => (template === undefined ? undefined : expandUrl(template, read));
  const tokenUrl = url(token) ?? '';
  const id = issuer === undefined ? undefined : expand(issuer.id, read);
  return {
    authorization: url(authorization),
    token: tokenUrl,
    refresh: url(refresh) ?? tokenUrl,
    revocation: url(revocation),
    issuer: issuer === undefined || id === undefined ? undefined : { id, sent: issuer.sent },
  };
}

/** Several resources are one parameter each (RFC 8707 §2); a URI has no blanks. */
function templates(of: ParameterTemplates, read: ReadParameter): Parameters {
  return Object.entries(of).flatMap(([name, template]) => {
    const value = expand(template, read);
    if (value === undefined) return [];
    return name === 'resource'
      ? value
          .trim()
          .split(/\s+/)
          .map((one): [string, string] => [name, one])
      : [[name, value] as const];
  });
}

/** What settings add. How a client proves who it is, and what it asks, is not theirs to say. */
const pairs = (form = ''): Parameters => [...new URLSearchParams(form)].filter(([name]) => !/^(?:grant_type|client_\w+)$/.test(name));

/** `second` replaces what `first` has under the same name. */
export const over = (first: Parameters, second: Parameters): Parameters => {
  const names = new Set(second.map(([name]) => name));
  return [...first.filter(([name]) => !names.has(name)), ...second];
};

function exchangeFacts({ read, secret }: EffectiveParameters): ExchangeFacts {
  const actor = secret('actorToken');
  return {
    subjectTokenType: read('subjectTokenType') ?? '',
    requestedTokenType: read('requestedTokenType'),
    actor: actor === undefined ? undefined : { token: actor, type: read('actorTokenType') ?? '' },
  };
}

function routeOf(definition: ProviderDefinition, { read, secret }: EffectiveParameters): Route | undefined {
  const proxy = secret('proxy');
  const certificateAuthority = read('certificateAuthority');
  const chain = read('clientCertificate');
  const key = secret('privateKey');
  const method = read('clientAuthentication') ?? definition.clientAuthentication[0];
  const shown = method === 'tls_client_auth' && chain !== undefined && key !== undefined ? { clientCertificate: { chain, key } } : {};
  const facts: RouteFacts = {
    ...(proxy === undefined ? {} : { proxy }),
    ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
    ...shown,
  };
  return Object.keys(facts).length === 0 ? undefined : routeBy(facts);
}

function hostsOf({ hosts }: ProviderDefinition, read: ReadParameter): readonly string[] | undefined {
  const given = read('tokenHosts')?.trim().toLowerCase().split(/\s+/);
  if (given !== undefined) return given.includes('*') ? undefined : given;
  return hosts?.flatMap((host) => expand(host, read)?.toLowerCase().replace(/:\d+$/, '') ?? []);
}

function joinScopes(scopes: string | undefined, separator: ScopeStyle['separator']): string | undefined {
  if (scopes === undefined || scopes.trim() === '') return undefined;
  return separator === 'verbatim'
    ? scopes.trim()
    : scopes
        .trim()
        .split(/[\s,]+/)
        .join(separator);
}
