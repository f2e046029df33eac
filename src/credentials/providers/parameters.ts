import { Secret } from '../../runtime/ports/credential-source.ts';
import type { ConnectionSettings, ParameterValues, ProviderSettings } from '../settings.ts';
import type { ProviderDefinition, ReadParameter } from './provider.ts';

/** The parameters that count for one connection: the connection's over the provider's over the defaults. */
export interface EffectiveParameters {
  readonly read: ReadParameter;
  secret(name: string): Secret | undefined;
  /** Which resource gave it: whose owner can mend it. */
  givenBy(name: string): 'provider' | 'connection' | undefined;
}

export function effectiveParameters(
  definition: ProviderDefinition,
  provider: ProviderSettings,
  connection: ConnectionSettings,
): EffectiveParameters {
  const secret = new Set(definition.parameters.filter(({ type }) => type === 'securestring').map(({ name }) => name));
  const defaults = new Map(definition.parameters.map((parameter) => [parameter.name, parameter.default]));
  const given = (name: string) => own(connection.parameters, name) ?? own(provider.parameters, name);
  return {
    read(name) {
      if (secret.has(name)) return undefined;
      const value = given(name);
      return value instanceof Secret ? value.reveal() : (value ?? defaults.get(name));
    },
    secret(name) {
      const value = given(name);
      return value === undefined || value instanceof Secret ? value : new Secret(value);
    },
    givenBy(name) {
      if (own(connection.parameters, name) !== undefined) return 'connection';
      return own(provider.parameters, name) === undefined ? undefined : 'provider';
    },
  };
}

const own = (values: ParameterValues, name: string) => (Object.hasOwn(values, name) ? values[name] : undefined);
