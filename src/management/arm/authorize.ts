import type { TokenPrincipal } from '../../credentials/access/principal.ts';
import type { VerifyToken } from '../../credentials/access/verify-token.ts';
import type { Log } from '../../runtime/ports/log.ts';
import { readBearer } from '../bearer.ts';
import { ArmError } from './arm-error.ts';

/** Which roles let read, and which let write; who may write may read. */
export interface ManagementRoles {
  readonly read: string;
  readonly write: string;
}

/** Lets in whoever shows a token for this API with the role for what is wanted. Callers learn no reason, the log does. Throws ArmError. */
export async function authorize(
  header: string | undefined,
  wanted: 'read' | 'write',
  { verify, roles, log }: { readonly verify: VerifyToken; readonly roles: ManagementRoles; readonly log: Log },
): Promise<TokenPrincipal> {
  const bearer = await readBearer(header, verify);
  if (bearer.kind === 'none') throw unauthenticated('AuthenticationFailed', 'a bearer token for this API is needed');
  if (bearer.kind === 'refused') {
    log.warn({ why: bearer.why }, 'the management API refused a token');
    throw unauthenticated('InvalidAuthenticationToken', 'the bearer token is not valid for this API');
  }
  if (bearer.kind === 'unavailable') {
    log.error({ why: bearer.why }, 'the management API cannot verify tokens');
    throw new ArmError(503, 'ServiceUnavailable', 'tokens cannot be verified at the moment', { headers: { 'retry-after': '5' } });
  }
  const held = bearer.principal.roles ?? [];
  if (held.includes(roles.write) || (wanted === 'read' && held.includes(roles.read))) return bearer.principal;
  log.warn({ principal: bearer.principal.objectId, wanted }, 'a token for the management API has no role for this');
  throw new ArmError(403, 'AuthorizationFailed', `the token has no role that lets ${wanted} here`);
}

const unauthenticated = (code: string, text: string): ArmError =>
  new ArmError(401, code, text, { headers: { 'www-authenticate': `Bearer error="invalid_token"` } });
