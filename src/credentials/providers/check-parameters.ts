import { Secret } from '../../runtime/ports/credential-source.ts';
import { originOf } from '../grants/grant-types.ts';
import type { ConnectionSettings, ParameterValues, ProviderSettings } from '../settings.ts';
import { checkKeys } from './check-keys.ts';
import { formats } from './formats.ts';
import type { Need, ParameterDefinition, ProviderDefinition } from './provider.ts';
import { list, messages, report, type SettingsProblem } from './settings-problem.ts';

type Path = readonly string[];

/** One provider under examination. */
interface Check {
  readonly provider: ProviderSettings;
  readonly definition: ProviderDefinition;
  /** The parameters there are with its grant type. */
  readonly known: readonly ParameterDefinition[];
  readonly http: 'loopback' | 'anywhere';
  readonly problems: SettingsProblem[];
}

/** Checks all parameters of a provider and of its connections. */
export function checkParameters(
  provider: ProviderSettings,
  definition: ProviderDefinition,
  http: 'loopback' | 'anywhere',
  problems: SettingsProblem[],
): void {
  const known = definition.parameters.filter(({ need }) => need[provider.grantType] !== undefined);
  const check: Check = { provider, definition, known, http, problems };
  const path = [provider.id, 'parameters'];
  checkValues(check, provider.parameters, path);
  checkNeeds(check, path);
  checkTogether(check, provider.parameters, path);
  for (const connection of provider.connections) checkConnection(check, connection, [provider.id, 'connections', connection.id]);
}

function checkConnection(check: Check, connection: ConnectionSettings, path: Path): void {
  const { provider, problems } = check;
  const parameters = [...path, 'parameters'];
  checkValues(check, connection.parameters, parameters);
  if (provider.grantType === 'authorizationCode') checkForeign(check, connection, parameters);
  else checkOwnNeeds(check, connection, parameters);
  if (Object.keys(connection.parameters).length > 0) checkTogether(check, { ...provider.parameters, ...connection.parameters }, parameters);
  if (originOf[provider.grantType] === 'caller' && connection.accessPolicies.every(({ kind }) => kind === 'gateway'))
    report(problems, messages.noCaller, [...path, 'accessPolicies'], { provider: provider.id, connection: connection.id });
}

/** What the provider itself has to give. */
function checkNeeds(check: Check, path: Path): void {
  const { provider, problems } = check;
  for (const parameter of needed(check, 'required', {}))
    if (isMissing(provider.parameters, parameter.name))
      report(problems, messages.missingParameter, path, { provider: provider.id, parameter: parameter.name, docs: parameter.docs });
}

/** What a connection has to give, unless the provider does for all of them. */
function checkOwnNeeds(check: Check, { id, parameters }: ConnectionSettings, path: Path): void {
  const { provider, problems } = check;
  for (const { name, docs } of needed(check, 'hidden', parameters))
    if (isMissing(parameters, name) && isMissing(provider.parameters, name))
      report(problems, messages.missingOnConnection, path, { provider: provider.id, connection: id, parameter: name, docs });
}

/** What belongs to the provider alone. */
function checkForeign({ provider, known, problems }: Check, { id, parameters }: ConnectionSettings, path: Path): void {
  for (const { name } of known)
    if (Object.hasOwn(parameters, name))
      report(problems, messages.notOnConnection, [...path, name], { provider: provider.id, connection: id, parameter: name });
}

const needed = (check: Check, need: Need, own: ParameterValues): readonly ParameterDefinition[] =>
  check.known.filter((parameter) => parameter.need[check.provider.grantType] === need && isCalledFor(check, parameter, own));

/** Whether what the parameter hangs on has been chosen. */
function isCalledFor({ provider, definition }: Check, { onlyWith }: ParameterDefinition, own: ParameterValues): boolean {
  if (onlyWith === undefined || onlyWith.always?.includes(provider.grantType) === true) return true;
  const { parameter, values } = onlyWith;
  const chosen = textOf(own, parameter) ?? textOf(provider.parameters, parameter);
  return values.includes(chosen ?? definition.parameters.find(({ name }) => name === parameter)?.default ?? '');
}

/** What is right by itself and wrong together. */
function checkTogether({ provider, problems }: Check, values: ParameterValues, path: Path): void {
  const wrong = checkKeys((name) => textOf(values, name));
  if (wrong !== undefined) report(problems, messages.badValue, [...path, wrong.parameter], { provider: provider.id, ...wrong });
}

function checkValues({ provider, definition, known, http, problems }: Check, values: ParameterValues, path: Path): void {
  for (const [name, value] of Object.entries(values)) {
    const at = { provider: provider.id, parameter: name };
    const parameter = known.find((one) => one.name === name);
    if (parameter === undefined) {
      const there = { kind: definition.id, grant: provider.grantType, known: list(known.map((one) => one.name)) };
      report(problems, messages.unknownParameter, [...path, name], { ...at, ...there });
      continue;
    }
    const text = value instanceof Secret ? value.reveal() : value;
    // That a needed one is empty is said elsewhere.
    if (text === '' && parameter.need[provider.grantType] !== 'optional') continue;
    const right = whatIsRight(parameter, text, http);
    if (right === 'url') report(problems, messages.badUrl, [...path, name], at);
    else if (right !== undefined) report(problems, messages.badValue, [...path, name], { ...at, right });
  }
}

/** What the value should have been; undefined when it is right. */
function whatIsRight(
  { values, type, format, under }: ParameterDefinition,
  value: string,
  http: 'loopback' | 'anywhere',
): string | undefined {
  if (values !== undefined && !values.includes(value)) return `it is ${list(values)}`;
  if (type === 'bool' && value !== 'true' && value !== 'false') return 'it is `true` or `false`';
  if (format === undefined || formats[format].accepts(value, { http, under })) return undefined;
  if (format === 'url') return 'url';
  return under === undefined ? formats[format].right : `${formats[format].right}, under ${list(under)}`;
}

const textOf = (values: ParameterValues, name: string): string | undefined => {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value instanceof Secret ? value.reveal() : value;
};

const isMissing = (values: ParameterValues, name: string): boolean => (textOf(values, name) ?? '') === '';
