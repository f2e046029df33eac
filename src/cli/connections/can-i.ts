import type { Principal } from '../../credentials/access/principal.ts';
import { type Exit, exit, UsageError } from '../exit.ts';
import { paint } from '../paint.ts';
import type { ActionOptions, Single } from './action.ts';

/** Says whether the access policies of a connection let somebody in, and why not: what callers are never told. */
export const canI: Single = async ({ credentials, options, io }, id): Promise<Exit> => {
  const access = credentials.canI(id, principalOf(options, credentials.identity));
  if (access === undefined) return exit.findings;
  const ink = paint(io.color.out);
  if (options.json === true) io.out(`${JSON.stringify({ ...id, ...access })}\n`);
  else io.out(access.kind === 'allowed' ? `${ink.green('yes')}\n` : `${ink.red('no')}: ${access.why}\n`);
  return access.kind === 'allowed' ? exit.clean : exit.findings;
};

function principalOf(options: ActionOptions, identity: { readonly objectId: string; readonly tenantId: string }): Principal {
  const { gateway, objectId, tenantId, issuer, appId, group = [], asApp } = options;
  if (gateway === true) return { kind: 'gateway', identity };
  if (objectId === undefined || (tenantId === undefined && issuer === undefined))
    throw new UsageError(
      'can-i needs to know who',
      'give `--gateway`, or `--object-id` with `--tenant-id` (Microsoft Entra) or `--issuer` (any other)',
    );
  return {
    kind: 'token',
    directory: issuer === undefined ? 'entra' : 'oidc',
    issuer: issuer ?? `https://login.microsoftonline.com/${tenantId}/v2.0`,
    objectId,
    tenantId,
    appId,
    acts: asApp === true ? 'as-app' : 'for-user',
    groups: group,
  };
}
