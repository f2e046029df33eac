import type { EffectiveParameters } from '../providers/parameters.ts';
import type { ProviderDefinition } from '../providers/provider.ts';
import { expand } from '../providers/template.ts';
import { type Signer, signJwt } from './sign-jwt.ts';
import { signerOf } from './signer.ts';

/** What the assertion of the JWT bearer grant says (RFC 7523 §3), but for the time. */
export interface AssertionFacts {
  readonly signer: Signer;
  readonly claims: Readonly<Record<string, string>>;
  readonly audience: string | 'token-endpoint';
  /** Seconds. */
  readonly lifetimeS: number;
  readonly scope: 'claim' | 'parameter';
  readonly clientAuthentication: boolean;
}

/** Undefined when the provider has no such grant, or the connection no key. */
export function assertionFacts({ assertion }: ProviderDefinition, parameters: EffectiveParameters): AssertionFacts | undefined {
  const signer = assertion === undefined ? undefined : signerOf(parameters);
  if (assertion === undefined || signer === undefined) return undefined;
  const { read } = parameters;
  const filled = (template: string): string | undefined => expand(template, read);
  const subject = assertion.subject.map(filled).find((one) => one !== undefined);
  const more = Object.entries(assertion.claims ?? {}).flatMap(([name, template]) => {
    const value = filled(template);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    signer,
    claims: { ...Object.fromEntries(more), iss: filled(assertion.issuer) ?? '', ...(subject === undefined ? {} : { sub: subject }) },
    audience: read('jwtAudience') ?? filled(assertion.audience) ?? 'token-endpoint',
    lifetimeS: assertion.lifetimeS,
    scope: assertion.scope,
    clientAuthentication: assertion.clientAuthentication,
  };
}

/** The assertion itself. `now`: wall milliseconds; `id`: unguessable. */
export function signAssertion(
  { signer, claims, audience, lifetimeS, scope }: AssertionFacts,
  at: { readonly now: number; readonly id: string; readonly tokenEndpoint: string; readonly scope: string | undefined },
): Promise<string> {
  const aud = audience === 'token-endpoint' ? at.tokenEndpoint : audience;
  const scoped = scope === 'claim' && at.scope !== undefined ? { scope: at.scope } : {};
  return signJwt(signer, { ...claims, ...scoped, aud, jti: at.id }, at.now, lifetimeS);
}
