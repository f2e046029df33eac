import { fill, type Holes, type Message, message, type Params } from '../../diagnostics/message.ts';
import { Secret } from '../../runtime/ports/credential-source.ts';
import type { ConnectionSettings, ParameterValues, ProviderSettings } from '../settings.ts';
import { catalogue } from './catalogue.ts';
import { isEndpointUrl } from './endpoint-url.ts';
import type { ParameterDefinition, ProviderDefinition } from './provider.ts';

/** Something in the settings that cannot work, with the way to it: `['github', 'connections', 'org', 'parameters', 'clientId']`. */
export interface SettingsProblem {
  readonly code: string;
  /** The text with its holes filled; no parameter's value is ever in it. */
  readonly text: string;
  readonly help?: string;
  readonly path: readonly string[];
}

/** The settings cannot be used; nothing was changed. */
export class SettingsError extends Error {
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map(({ text }) => text).join('; '));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

export const messages = {
  badId: message(
    'credential-provider/bad-id',
    'error',
    '`{id}` cannot be an id',
    'an id has 1 to 256 characters, none of `* # & + : < > ? / \\`, no control character, and is not `.` or `..`',
  ),
  duplicateId: message('credential-provider/duplicate-id', 'error', 'there are two of id `{id}`', 'ids ignore case; rename one of them'),
  unknownKind: message(
    'credential-provider/unknown-kind',
    'error',
    'provider `{provider}` has the unknown identity provider `{kind}`',
    'there are {known}; any other OAuth server is an `oauth2` or `oauth2pkce`',
  ),
  noSuchGrant: message(
    'credential-provider/no-such-grant',
    'error',
    '`{kind}` does not offer grant type `{grant}` (provider `{provider}`)',
    'it offers {offered}',
  ),
  unknownParameter: message(
    'credential-provider/unknown-parameter',
    'error',
    '`{parameter}` is no parameter of `{kind}` with grant type `{grant}` (provider `{provider}`)',
    'there are {known}',
  ),
  missingParameter: message(
    'credential-provider/missing-parameter',
    'error',
    'provider `{provider}` needs the parameter `{parameter}`',
    '{docs}',
  ),
  missingOnConnection: message(
    'credential-provider/missing-on-connection',
    'error',
    'connection `{provider}/{connection}` needs the parameter `{parameter}`',
    'with client credentials each connection brings its own: {docs}',
  ),
  secretOnConnection: message(
    'credential-provider/not-on-connection',
    'error',
    '`{parameter}` belongs to provider `{provider}`, not to its connection `{connection}`',
    'with authorization code all connections of a provider are the same client',
  ),
  badUrl: message(
    'credential-provider/bad-url',
    'error',
    '`{parameter}` of provider `{provider}` is not an https URL',
    'plain http is allowed only for this machine (`http://127.0.0.1`, `http://localhost`); user name, password and fragment never',
  ),
  badValue: message('credential-provider/bad-value', 'error', '`{parameter}` of provider `{provider}` cannot have this value', '{right}'),
} as const;

/** Lets token endpoints be plain http on other machines. An exported symbol, so that no configuration file can say it by accident. */
export const allowPlainHttp: unique symbol = Symbol('allowPlainHttp');

export interface CheckOptions {
  readonly [allowPlainHttp]?: true;
}

/** Everything that cannot work in these settings, in their order. */
export function checkProviders(providers: readonly ProviderSettings[], options: CheckOptions = {}): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  checkIds(providers, [], problems);
  for (const provider of providers) {
    const definition = catalogue.get(provider.identityProvider);
    checkIds(provider.connections, [provider.id, 'connections'], problems);
    if (definition === undefined) {
      const known = list([...catalogue.keys()]);
      report(problems, messages.unknownKind, [provider.id, 'identityProvider'], {
        provider: provider.id,
        kind: provider.identityProvider,
        known,
      });
    } else if (!definition.grantTypes.includes(provider.grantType)) {
      const at = { provider: provider.id, kind: definition.id, grant: provider.grantType, offered: list(definition.grantTypes) };
      report(problems, messages.noSuchGrant, [provider.id, 'grantType'], at);
    } else {
      checkParameters(provider, definition, options[allowPlainHttp] ? 'anywhere' : 'loopback', problems);
    }
  }
  return problems;
}

/** APIM's pattern for ids, and what a URL path would lose. */
export const isId = (id: string): boolean => /^[^*#&+:<>?/\\\p{Cc}]{1,256}$/u.test(id) && id !== '.' && id !== '..';

function checkIds(items: readonly { readonly id: string }[], path: readonly string[], problems: SettingsProblem[]): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (!isId(id)) report(problems, messages.badId, [...path, id], { id });
    if (seen.has(id.toLowerCase())) report(problems, messages.duplicateId, [...path, id], { id });
    seen.add(id.toLowerCase());
  }
}

function checkParameters(
  provider: ProviderSettings,
  definition: ProviderDefinition,
  http: 'loopback' | 'anywhere',
  problems: SettingsProblem[],
): void {
  const known = definition.parameters.filter(({ need }) => need[provider.grantType] !== undefined);
  const at = { provider: provider.id };
  checkValues(provider.parameters, [provider.id, 'parameters']);
  for (const { name, docs, need } of known)
    if (need[provider.grantType] === 'required' && isMissing(provider.parameters, name))
      report(problems, messages.missingParameter, [provider.id, 'parameters'], { ...at, parameter: name, docs });
  for (const connection of provider.connections) checkConnection(connection, [provider.id, 'connections', connection.id, 'parameters']);

  function checkConnection(connection: ConnectionSettings, path: readonly string[]): void {
    checkValues(connection.parameters, path);
    for (const { name, docs, need } of known) {
      if (need[provider.grantType] === 'hidden') {
        if (isMissing(connection.parameters, name) && isMissing(provider.parameters, name))
          report(problems, messages.missingOnConnection, path, { ...at, connection: connection.id, parameter: name, docs });
      } else if (provider.grantType === 'authorizationCode' && Object.hasOwn(connection.parameters, name)) {
        report(problems, messages.secretOnConnection, [...path, name], { ...at, connection: connection.id, parameter: name });
      }
    }
  }

  function checkValues(values: ParameterValues, path: readonly string[]): void {
    for (const [name, value] of Object.entries(values)) {
      const parameter = known.find((one) => one.name === name);
      if (parameter === undefined) {
        const there = { kind: definition.id, grant: provider.grantType, known: list(known.map((one) => one.name)) };
        report(problems, messages.unknownParameter, [...path, name], { ...at, parameter: name, ...there });
        continue;
      }
      const right = whatIsRight(parameter, value instanceof Secret ? value.reveal() : value, http);
      if (right === 'url') report(problems, messages.badUrl, [...path, name], { ...at, parameter: name });
      else if (right !== undefined) report(problems, messages.badValue, [...path, name], { ...at, parameter: name, right });
    }
  }
}

const isMissing = (values: ParameterValues, name: string): boolean => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined || value === '' || (value instanceof Secret && value.reveal() === '');
};

/** What the value should have been; undefined when it is right. */
function whatIsRight(parameter: ParameterDefinition, value: string, http: 'loopback' | 'anywhere'): string | undefined {
  if (parameter.values !== undefined && !parameter.values.includes(value)) return `it is ${list(parameter.values)}`;
  if (parameter.type === 'bool' && value !== 'true' && value !== 'false') return 'it is `true` or `false`';
  if (parameter.format === 'url' && !isEndpointUrl(value, http)) return 'url';
  if (parameter.format === 'path-segment' && !/^(?!\.+$)[\w.-]+$/.test(value)) return 'it has letters, digits, `.`, `_` and `-` only';
  if (parameter.format === 'form' && !/^[^=&\s]+=[^=&\s]*(&[^=&\s]+=[^=&\s]*)*$/.test(value))
    return 'it has the form `a=b&c=d`, percent-encoded';
  return undefined;
}

const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

function report<Text extends string>(
  problems: SettingsProblem[],
  { code, text, help }: Message<Text>,
  path: readonly string[],
  params: Params<Text> & Partial<Record<Holes<Text> | string, string>>,
): void {
  problems.push({ code, text: fill(text, params), ...(help === undefined ? {} : { help: fill(help, params) }), path });
}
