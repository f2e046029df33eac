import type { Secret } from '../../runtime/ports/credential-source.ts';
import { tokenClient } from '../grants/token-client.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import { effectiveParameters } from '../providers/parameters.ts';
import { messages, report, type SettingsProblem } from '../providers/settings-problem.ts';
import type { ProviderSettings } from '../settings.ts';

/** A secret that a resource names instead of holding it, as it is known at the moment. `at`: when it was read, in milliseconds since 1970. */
export type ReferencedSecret =
  | { readonly kind: 'found'; readonly secret: Secret; readonly hosts: readonly string[]; readonly at: number }
  | { readonly kind: 'absent'; readonly why: string; readonly at: number };

/**
 * The secrets that resources may name. Whoever writes a resource chooses where its secret is sent, and may name a secret that he cannot read: so the
 * operator lists what may be named, and each with the hosts that it may go to.
 */
export interface SecretReferences {
  /** What is known of it now; what was never asked for is asked for. */
  read(identifier: string): ReferencedSecret;
  /** Reads it anew, wherever it is. Never rejects. */
  refresh(identifier: string): Promise<void>;
}

export const noReferences: SecretReferences = {
  read: () => ({
    kind: 'absent',
    why: 'no secret may be named here; the operator lists them in `management.secrets` or `management.keyVaults`',
    at: 0,
  }),
  refresh: () => Promise.resolve(),
};

/** The parameter that a reference stands for. */
export const REFERENCED = 'clientSecret';

type Base = Omit<ProviderSettings, 'connections'>;

/** A provider with the secret that it names, if that is there and may go where the provider is. */
export function withReferenced(base: Base, references: SecretReferences, options: CheckOptions): Base {
  if (base.secretIdentifier === undefined || referenceProblems(base, references).length > 0) return base;
  return destinationProblems(base, references, options).length > 0 ? base : withSecret(base, references);
}

/** The same, wherever the provider is: to be checked, and not to be used. */
export function withSecret(base: Base, references: SecretReferences): Base {
  const known = base.secretIdentifier === undefined ? undefined : references.read(base.secretIdentifier);
  return known?.kind === 'found' ? { ...base, parameters: { ...base.parameters, [REFERENCED]: known.secret } } : base;
}

/** Why the secret that a provider names cannot be used by it. */
export function referenceProblems(base: Base, references: SecretReferences): readonly SettingsProblem[] {
  if (base.secretIdentifier === undefined) return [];
  const known = references.read(base.secretIdentifier);
  if (base.grantType !== 'authorizationCode')
    return refused(base, 'secrets are named for `authorizationCode`, where they are the provider’s');
  if (known.kind === 'absent') return refused(base, known.why);
  // Both decide who hears what is said to the token endpoint.
  if (base.parameters['proxy'] !== undefined || base.parameters['certificateAuthority'] !== undefined)
    return refused(base, 'a provider that names a secret has neither `proxy` nor `certificateAuthority`');
  return [];
}

/** Hosts of a provider that the secret which it names may not be sent to. The provider is sound otherwise. */
export function destinationProblems(base: Base, references: SecretReferences, options: CheckOptions): readonly SettingsProblem[] {
  const known = base.secretIdentifier === undefined ? undefined : references.read(base.secretIdentifier);
  if (known?.kind !== 'found') return [];
  const strange = hostsOf(base, options).filter((host) => !known.hosts.includes(host));
  if (strange.length === 0) return [];
  return refused(base, `this secret may be sent to ${known.hosts.join(', ')}, as the operator says, and not to ${strange.join(', ')}`);
}

function refused(base: Base, right: string): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  report(problems, messages.badValue, [base.id, 'keyVault', 'secretIdentifier'], { provider: base.id, parameter: 'keyVault', right });
  return problems;
}

/** The hosts that get the secret of a provider; those of an issuer are what its metadata says. */
function hostsOf(base: Base, options: CheckOptions): readonly string[] {
  const definition = catalogue.get(base.identityProvider);
  if (definition === undefined) return ['nobody'];
  const provider = { ...base, connections: [] };
  const { endpoints: found } = tokenClient(
    definition,
    effectiveParameters(definition, provider, { id: '', parameters: {}, accessPolicies: [] }),
    options,
  );
  const urls = found.kind === 'discovered' ? [found.issuer] : [found.endpoints.token, found.endpoints.refresh, found.endpoints.revocation];
  return [...new Set(urls.flatMap((url) => (url === undefined ? [] : [hostOf(url)])))];
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

/** Whether two readings are of the same secret. */
export const sameSecret = (one: ReferencedSecret | undefined, other: ReferencedSecret | undefined): boolean =>
  one?.kind === other?.kind &&
  (one?.kind !== 'found' ||
    (other?.kind === 'found' && one.secret.reveal() === other.secret.reveal() && one.hosts.join() === other.hosts.join()));
