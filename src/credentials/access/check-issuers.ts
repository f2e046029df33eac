import { fill, message } from '../../diagnostics/message.ts';
import { isEndpointUrl } from '../providers/endpoint-url.ts';
import type { SettingsProblem } from '../providers/settings-problem.ts';
import type { IssuerSettings } from '../settings.ts';

export const messages = {
  noAudience: message(
    'issuer/no-audience',
    'error',
    'an issuer has no audience',
    'name the audience its tokens for this gateway have; there is no default',
  ),
  badTenant: message(
    'issuer/bad-tenant',
    'error',
    '`{tenant}` is no directory id',
    'name directories by their GUID; `common` would let in everyone',
  ),
  badIssuer: message('issuer/bad-issuer', 'error', '`{issuer}` is no https URL', 'an issuer is the URL in `iss`, to the letter'),
  badAlgorithm: message(
    'issuer/bad-algorithm',
    'error',
    '`{algorithm}` is no signature algorithm that can be trusted here',
    'take RS256, PS256, ES256 or EdDSA, or their stronger sisters',
  ),
} as const;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Public-key ones only: with a shared secret every verifier could forge. */
const ALGORITHMS = /^((RS|PS|ES)(256|384|512)|EdDSA|Ed25519)$/;

/** Everything that cannot work in these settings, in their order; paths begin with the place in the list. */
export function checkIssuers(issuers: readonly IssuerSettings[]): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const report = (one: (typeof messages)[keyof typeof messages], path: string[], params: Record<string, string> = {}): void => {
    problems.push({ code: one.code, text: fill(one.text, params), ...(one.help === undefined ? {} : { help: one.help }), path });
  };
  issuers.forEach((settings, place) => {
    const at = String(place);
    const audiences = [settings.audience].flat();
    if (audiences.length === 0 || audiences.some((audience) => audience === '')) report(messages.noAudience, [at, 'audience']);
    if (settings.kind === 'entra') {
      for (const tenant of settings.tenantIds) if (!GUID.test(tenant)) report(messages.badTenant, [at, 'tenantIds'], { tenant });
    } else {
      for (const url of [settings.issuer, ...(settings.jwksUri === undefined ? [] : [settings.jwksUri])])
        if (!isEndpointUrl(url, 'loopback')) report(messages.badIssuer, [at, 'issuer'], { issuer: url });
      for (const algorithm of settings.algorithms ?? [])
        if (!ALGORITHMS.test(algorithm)) report(messages.badAlgorithm, [at, 'algorithms'], { algorithm });
    }
  });
  return problems;
}
