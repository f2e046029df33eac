import { message } from '../diagnostics/message.ts';
import type { ConfigPath } from './config.ts';
import type { Fault } from './fault.ts';
import { httpUrl, loopback } from './scalars/url.ts';
import type { Settings } from './settle.ts';
import { follow, pointAt, type Tree } from './tree.ts';

const plainPublicUrl = message(
  'config/public-url-insecure',
  'warning',
  '`{path}` is not https',
  'consent pages and tokens pass through it; use https wherever others than this machine reach it',
);
const plainIssuer = message(
  'config/issuer-insecure',
  'warning',
  '`{path}` is not https',
  'whoever stands between could hand out keys of his own and sign tokens for anybody; use https',
);
const unreachable = message(
  'config/connection-without-access',
  'warning',
  'connection `{connection}` has no access policy, so nobody can use it',
  'add `accessPolicies: { gateway: { gateway: true } }` to let the gateway fetch its tokens',
);

const unknownIssuer = message(
  'config/unknown-issuer',
  'warning',
  'issuer `{issuer}` is none of `identity.issuers`, so nobody can match this access policy',
  'add it there with its audience, or correct it here',
);

const sharedAudience = message(
  'config/audience-shared',
  'error',
  '`{path}` is also the audience of {other}',
  'give each API an audience of its own: otherwise a token for one of them opens the other',
);

const strangeSignIn = message(
  'config/sign-in-issuer',
  'error',
  '`{path}` is none of `identity.issuers`',
  'list it there: a user who signs in is then the one whom his tokens name',
);
const perUserGrant = message(
  'config/per-user-grant',
  'error',
  'provider `{provider}` has connections per user, to which nobody could consent',
  'connections of users take `grantType: authorizationCode`',
);

const unknownBackend = message(
  'config/propagate-unknown',
  'error',
  '`{name}` is neither a subgraph nor an API',
  'name one of `subgraphs` or `apis`, or take it out',
);

/** An http address outside this machine. */
function plain(text: string | undefined): boolean {
  const url = text === undefined ? undefined : httpUrl(text);
  return url !== undefined && url.protocol === 'http:' && !loopback(url);
}

/** What is allowed and probably not meant. */
export function advise(settings: Settings, tree: Tree): Fault[] {
  const faults: Fault[] = [];
  const at = (path: ConfigPath) => pointAt(follow(tree, path).tree);
  if (plain(settings.listen.publicUrl)) {
    faults.push({ message: plainPublicUrl, span: at(['listen', 'publicUrl']), values: { path: 'listen.publicUrl' } });
  }
  settings.identity.issuers.forEach((issuer, index) => {
    for (const key of ['issuer', 'jwksUri'] as const) {
      if (plain(issuer[key])) {
        faults.push({
          message: plainIssuer,
          span: at(['identity', 'issuers', index, key]),
          values: { path: `identity.issuers[${index}].${key}` },
        });
      }
    }
  });
  for (const { path, other } of sharedAudiences(settings))
    faults.push({ message: sharedAudience, span: at(path.split('.')), values: { path, other } });
  const { signIn, issuers } = settings.identity;
  if (signIn !== undefined && !issuers.some(({ issuer }) => issuer === signIn.issuer))
    faults.push({ message: strangeSignIn, span: at(['identity', 'signIn', 'issuer']), values: { path: 'identity.signIn.issuer' } });
  settings.telemetry.otlp?.spans?.propagateTo.forEach((name, index) => {
    if (Object.hasOwn(settings.subgraphs, name) || Object.hasOwn(settings.apis, name)) return;
    faults.push({ message: unknownBackend, span: at(['telemetry', 'otlp', 'spans', 'propagateTo', index]), values: { name } });
  });
  for (const [id, provider] of Object.entries(settings.providers)) {
    if (provider.perUser !== undefined && provider.grantType !== 'authorizationCode')
      faults.push({ message: perUserGrant, span: follow(tree, ['providers', id, 'perUser']).tree.key, values: { provider: id } });
    for (const [connection, { accessPolicies }] of Object.entries(provider.connections)) {
      for (const [name, policy] of Object.entries(accessPolicies)) {
        const { issuer } = policy.kind === 'identity' ? policy : { issuer: undefined };
        if (issuer === undefined || settings.identity.issuers.some((known) => known.issuer === issuer)) continue;
        const path = ['providers', id, 'connections', connection, 'accessPolicies', name, 'issuer'];
        faults.push({ message: unknownIssuer, span: at(path), values: { issuer } });
      }
      if (Object.keys(accessPolicies).length > 0) continue;
      const { key } = follow(tree, ['providers', id, 'connections', connection]).tree;
      faults.push({ message: unreachable, span: key, values: { connection } });
    }
  }
  return faults;
}

/** Audiences that two APIs have in common. */
function sharedAudiences({ management, tokenEndpoint, identity }: Settings): readonly { readonly path: string; readonly other: string }[] {
  const graph = new Set(identity.issuers.flatMap(({ audience }) => audience));
  const found: { path: string; other: string }[] = [];
  if (management.kind === 'on' && graph.has(management.audience)) found.push({ path: 'management.audience', other: 'the graph' });
  if (tokenEndpoint.kind === 'on' && graph.has(tokenEndpoint.audience)) found.push({ path: 'tokenEndpoint.audience', other: 'the graph' });
  if (management.kind === 'on' && tokenEndpoint.kind === 'on' && management.audience === tokenEndpoint.audience)
    found.push({ path: 'tokenEndpoint.audience', other: 'the management API' });
  return found;
}
