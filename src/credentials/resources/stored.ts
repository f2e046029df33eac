import { Secret } from '../../runtime/ports/credential-source.ts';
import type { PrincipalName } from '../access/principal-name.ts';
import { catalogue } from '../providers/catalogue.ts';
import type { AccessPolicySettings, ConnectionSettings, GrantType, ParameterValues, ProviderSettings } from '../settings.ts';
import { VaultError } from '../vault/vault-error.ts';

/** Parameters as they lie sealed: secrets in the clear, since the whole record is sealed. */
export type StoredParameters = Readonly<Record<string, string>>;

/** A provider that was made through the management API, as it lies sealed in the store. */
export interface StoredProvider {
  readonly format: 1;
  /** Tells it apart from an earlier one of the same id, whose connections are not its own. */
  readonly incarnation: string;
  /** In the spelling it was made with. */
  readonly id: string;
  readonly displayName?: string;
  readonly identityProvider: string;
  readonly grantType: GrantType;
  readonly parameters: StoredParameters;
  /** Names the client secret, in place of holding it. */
  readonly secretIdentifier?: string;
}

/** An access policy with the version of the record that it was last written in. */
export interface StoredAccessPolicy {
  readonly settings: AccessPolicySettings;
  readonly revision: number;
}

/** A connection with its access policies: one record, so that it is made and removed whole. */
export interface StoredConnection {
  readonly format: 1;
  readonly incarnation: string;
  readonly id: string;
  /** The incarnation of its provider; `declared` where the configuration has the provider. */
  readonly of: string;
  /** The version of the record in which its own settings were last written. */
  readonly revision: number;
  /** The user who made it for himself. */
  readonly owner?: PrincipalName;
  readonly parameters: StoredParameters;
  readonly accessPolicies: readonly StoredAccessPolicy[];
}

/** In place of an incarnation: the provider stands in the configuration. */
export const DECLARED = 'declared';

export function parseStored<Record extends StoredProvider | StoredConnection>(text: string): Record {
  const record = JSON.parse(text) as Record;
  if (record.format !== 1)
    throw new VaultError('vault/cannot-open', 'a resource of the credential store was made by a newer fedpass; use that one');
  return record;
}

/** The settings of a stored provider. What its definition does not know to be harmless is a secret. */
export const providerOf = (stored: StoredProvider): Omit<ProviderSettings, 'connections'> => ({
  id: stored.id,
  ...(stored.displayName === undefined ? {} : { displayName: stored.displayName }),
  identityProvider: stored.identityProvider,
  grantType: stored.grantType,
  parameters: wrapped(stored.parameters, stored.identityProvider),
  ...(stored.secretIdentifier === undefined ? {} : { secretIdentifier: stored.secretIdentifier }),
});

export const connectionOf = (stored: StoredConnection, identityProvider: string): ConnectionSettings => ({
  id: stored.id,
  incarnation: stored.incarnation,
  ...(stored.owner === undefined ? {} : { owner: stored.owner }),
  parameters: wrapped(stored.parameters, identityProvider),
  accessPolicies: stored.accessPolicies.map(({ settings }) => settings),
});

/** Whether a parameter may not be shown: all that its provider does not declare as harmless. */
export function isSecret(identityProvider: string, parameter: string): boolean {
  const type = catalogue.get(identityProvider)?.parameters.find(({ name }) => name === parameter)?.type;
  return type !== 'string' && type !== 'bool';
}

const wrapped = (parameters: StoredParameters, identityProvider: string): ParameterValues =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, isSecret(identityProvider, name) ? new Secret(value) : value]),
  );

/** Parameters as they are stored. */
export const opened = (parameters: ParameterValues): StoredParameters =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]));
