import { jwtVerify } from 'jose';
import { generateRandomCodeVerifier } from 'oauth4webapi';
import { Secret } from '../../runtime/ports/credential-source.ts';
import { discoverKeysUrl, IssuerUnavailable, keysAt } from '../access/issuer-keys.ts';
import { readOidcToken } from '../access/oidc.ts';
import { isSamePrincipal, nameOf, type PrincipalName } from '../access/principal-name.ts';
import { callTools, digestOf } from '../connections/renewal-tools.ts';
import { type Target, targetOf } from '../connections/target.ts';
import { authorizationUrl, exchangeCode } from '../grants/authorization-code.ts';
import type { Resources } from '../resources/resources.ts';
import type { IssuerSettings, ProviderSettings } from '../settings.ts';
import { signInRecord } from '../store/keys.ts';
import { CONSENT_MS, type ConsentTools, stillMeant } from './consent-tools.ts';
import { findServers } from './find-servers.ts';
import type { ConsentArrival } from './finish.ts';
import { ownConnection } from './own-connection.ts';
import { readCallback } from './read-callback.ts';
import { beginConsent, type ConsentStart } from './start.ts';

/** Where users sign in before they connect something of their own: an OpenID provider at which this gateway is a client. */
export interface SignInSettings {
  /** One of those whose tokens are believed: principals are named alike. */
  readonly issuer: IssuerSettings;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Ours, registered there. */
  readonly redirectUri: string;
}

/** What signing in needs. */
export interface SignIn {
  readonly settings: SignInSettings;
  readonly resources: Resources;
  readonly consent: ConsentTools;
}

/** A sign-in under way; lies sealed under the digest of its state. */
interface SignInBody {
  /** What the user wants to connect. */
  readonly provider: string;
  readonly verifier: string;
  readonly nonce: string;
  /** Of what only the browser that began it knows. */
  readonly browser: string;
}

export type SignInStart =
  | { readonly kind: 'redirect'; readonly location: Secret; readonly browser: Secret; readonly maxAgeMs: number }
  /** Users have no connections of their own there. */
  | { readonly kind: 'unknown-connection' }
  /** `detail` is for the operator. */
  | { readonly kind: 'sign-in-unavailable'; readonly detail: string };

export type SignInFinish =
  | ConsentStart
  | { readonly kind: 'unknown-state' }
  /** Begun in another browser than it was finished in. */
  | { readonly kind: 'other-sign-in' }
  /** `detail` is for the operator. */
  | { readonly kind: 'not-signed-in'; readonly detail: string };

const entraLogin = (tenantId: string): string => `https://login.microsoftonline.com/${tenantId.toLowerCase()}/v2.0`;

const issuerUrl = (issuer: IssuerSettings): string => (issuer.kind === 'oidc' ? issuer.issuer : entraLogin(issuer.tenantIds[0] ?? ''));

/** The gateway as a client of the OpenID provider: the same code as for every other provider. */
function clientOf({ issuer, clientId, clientSecret }: SignInSettings): Target {
  const parameters = { issuer: issuerUrl(issuer), clientId, clientSecret, scopes: 'openid' };
  const provider: ProviderSettings = {
    id: 'sign-in',
    identityProvider: 'oidc',
    grantType: 'authorizationCode',
    parameters,
    connections: [],
  };
  return targetOf(provider, { id: 'sign-in', parameters: {}, accessPolicies: [] }, {});
}

/** Sends a browser to sign in. Rejects with StoreError. */
export async function startSignIn({ settings, resources, consent }: SignIn, provider: string): Promise<SignInStart> {
  const wanted = (await resources.look()).provider(provider)?.settings;
  if (wanted?.perUser === undefined || wanted.grantType !== 'authorizationCode') return { kind: 'unknown-connection' };
  const at = await findServers(consent, clientOf(settings));
  if ('detail' in at) return { kind: 'sign-in-unavailable', ...at };
  const { records, random } = consent.renewal;
  const unguessable = (): string => Buffer.from(random.bytes(32)).toString('base64url');
  const [state, nonce, browser] = [unguessable(), unguessable(), unguessable()];
  const verifier = generateRandomCodeVerifier();
  const to = await authorizationUrl(at, { state, redirectUri: settings.redirectUri, verifier });
  if (to === undefined) return { kind: 'sign-in-unavailable', detail: 'the metadata of its issuer names no authorization endpoint' };
  const location = new URL(to);
  location.searchParams.set('nonce', nonce);
  const body: SignInBody = { provider: wanted.id, verifier, nonce, browser: digestOf(browser) };
  await records.swap(signInRecord(digestOf(state)), 0, JSON.stringify(body), { ttlMs: CONSENT_MS });
  return { kind: 'redirect', location: new Secret(location.href), browser: new Secret(browser), maxAgeMs: CONSENT_MS };
}

/** Knows who came back, makes his connection, and sends him on to its provider. Rejects with StoreError or VaultError. */
export async function finishSignIn(tools: SignIn, { parameters, browser }: Omit<ConsentArrival, 'provider'>): Promise<SignInFinish> {
  const { resources, consent } = tools;
  const [state, ...more] = parameters.getAll('state');
  if (state === undefined || more.length > 0) return { kind: 'unknown-state' };
  const { value } = await consent.renewal.records.take(signInRecord(digestOf(state)));
  if (value === undefined) return { kind: 'unknown-state' };
  const begun = JSON.parse(value) as SignInBody;
  if (browser === undefined || digestOf(browser) !== begun.browser) return { kind: 'other-sign-in' };
  const principal = await principalOf(tools, parameters, state, begun);
  if ('detail' in principal) return { kind: 'not-signed-in', ...principal };
  const id = await ownConnection(resources, begun.provider, principal.name);
  const target = id && stillMeant(await consent.findNow(id), { id, ...incarnationOf(resources, id) });
  // The id of a user may be that of a connection which is not his: another issuer may know him by the same name.
  const owner = target?.settings.owner;
  if (target === undefined || owner === undefined || !isSamePrincipal(owner, principal.name)) return { kind: 'unknown-connection' };
  return beginConsent(consent, target, { kind: 'sign-in', principal: principal.name }, undefined);
}

function incarnationOf(
  resources: Resources,
  id: { readonly provider: string; readonly connection: string },
): { readonly incarnation?: string } {
  const incarnation = resources.view.connection(id)?.settings.incarnation;
  return incarnation === undefined ? {} : { incarnation };
}

async function principalOf(
  { settings, consent }: SignIn,
  parameters: URLSearchParams,
  state: string,
  begun: SignInBody,
): Promise<{ readonly name: PrincipalName } | { readonly detail: string }> {
  const client = clientOf(settings);
  const at = await findServers(consent, client);
  if ('detail' in at) return at;
  const answer = readCallback(at, parameters, state);
  if (answer.kind !== 'code') return { detail: answer.kind === 'denied' ? `the sign-in was refused (${answer.code})` : answer.kind };
  const outcome = await exchangeCode(callTools(consent.renewal), client.client, {
    code: answer.code,
    redirectUri: settings.redirectUri,
    verifier: begun.verifier,
  });
  if (outcome.kind !== 'token') return { detail: `the OpenID provider gave no token (${outcome.kind})` };
  const idToken = outcome.token.claims['id_token'];
  return typeof idToken === 'string'
    ? readIdToken(settings, consent, idToken, begun.nonce)
    : { detail: 'the OpenID provider gave no ID token' };
}

/** OpenID Connect Core 1.0 §3.1.3.7. */
async function readIdToken(
  { issuer, clientId }: SignInSettings,
  { renewal }: ConsentTools,
  idToken: string,
  nonce: string,
): Promise<{ readonly name: PrincipalName } | { readonly detail: string }> {
  const name = issuerUrl(issuer);
  try {
    const keys = keysAt(await discoverKeysUrl(name, renewal.transport), renewal.transport);
    const { payload } = await jwtVerify(idToken, keys, {
      issuer: name,
      audience: clientId,
      algorithms: [...(issuer.kind === 'oidc' ? (issuer.algorithms ?? ['RS256']) : ['RS256'])],
      clockTolerance: 60,
      currentDate: new Date(renewal.clock.now()),
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    if (payload['nonce'] !== nonce) return { detail: 'the ID token answers another sign-in' };
    if (Array.isArray(payload.aud) && payload.aud.length > 1 && payload['azp'] !== clientId)
      return { detail: 'the ID token is for another client' };
    if (issuer.kind === 'entra') {
      const { oid, tid } = payload as { readonly oid?: unknown; readonly tid?: unknown };
      // The issuer is the template filled with the directory, and nothing else.
      if (typeof oid !== 'string' || oid === '' || typeof tid !== 'string' || name !== entraLogin(tid))
        return { detail: 'the ID token has no `oid` of the directory that issued it' };
      return { name: { directory: 'entra', tenantId: tid.toLowerCase(), objectId: oid.toLowerCase() } };
    }
    const principal = readOidcToken(payload, issuer);
    return typeof principal === 'string' ? { detail: `the ID token is refused: ${principal}` } : { name: nameOf(principal) };
  } catch (error) {
    if (error instanceof IssuerUnavailable) return { detail: error.message };
    return { detail: 'the ID token is not valid' };
  }
}
