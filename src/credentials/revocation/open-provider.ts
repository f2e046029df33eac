import { Secret } from '../../runtime/ports/credential-source.ts';
import { type Target, targetOf } from '../connections/target.ts';
import type { CheckOptions } from '../providers/check-settings.ts';
import type { GrantType, ParameterValues } from '../settings.ts';

/** The settings of one connection with its secrets in the open: only ever inside a sealed record. */
export interface OpenProvider {
  readonly provider: string;
  readonly connection: string;
  readonly identityProvider: string;
  readonly grantType: GrantType;
  readonly parameters: OpenParameters;
  readonly connectionParameters: OpenParameters;
}

type OpenParameters = Readonly<Record<string, { readonly value: string; readonly secret: boolean }>>;

export const openProvider = ({ id, grantType, definition, provider, settings }: Target): OpenProvider => ({
  ...id,
  identityProvider: definition.id,
  grantType,
  parameters: open(provider.parameters),
  connectionParameters: open(settings.parameters),
});

/** Ready for requests again. */
export const targetFrom = (opened: OpenProvider, options: CheckOptions): Target => {
  const connection = { id: opened.connection, parameters: closed(opened.connectionParameters), accessPolicies: [] };
  const { provider: id, identityProvider, grantType } = opened;
  return targetOf(
    { id, identityProvider, grantType, parameters: closed(opened.parameters), connections: [connection] },
    connection,
    options,
  );
};

const open = (values: ParameterValues): OpenParameters =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { value: value instanceof Secret ? value.reveal() : value, secret: value instanceof Secret },
    ]),
  );

const closed = (values: OpenParameters): ParameterValues =>
  Object.fromEntries(Object.entries(values).map(([name, { value, secret }]) => [name, secret ? new Secret(value) : value]));
