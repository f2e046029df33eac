import type { HttpParameter, HttpParameters } from '../../../runtime/ports/http-description.ts';
import { type Action, type Fault, internalError } from './faults.ts';

/** Parameters of one kind, and what is to be done about them. */
export interface ParameterCheck {
  readonly type: 'PathParameter' | 'QueryParameter' | 'RequestHeader' | 'ResponseHeader';
  /** What a text calls one. */
  readonly word: 'path parameter' | 'query parameter' | 'header';
  readonly found: Iterable<readonly [name: string, values: readonly string[]]>;
  readonly described: HttpParameters;
  /** Names in the description and in `found` are the same without regard to case. */
  readonly ignoreCase: boolean;
  readonly specified: Action;
  readonly unspecified: Action;
  /** Actions for some names, in place of the other two. */
  readonly overrides: readonly { readonly name: string; readonly action: Action }[];
}

/** Holds parameters against their description (reference: validationErrors, validate-parameters and validate-headers). */
export function checkParameters(check: ParameterCheck): readonly Fault[] {
  const faults: Fault[] = [];
  const plain = (name: string): string => (check.ignoreCase ? name.toLowerCase() : name);
  const overrides = new Map(check.overrides.map(({ name, action }) => [plain(name), action]));
  const present = new Set<string>();
  for (const [name, values] of check.found) {
    const described = check.described.get(plain(name));
    present.add(plain(name));
    const own = overrides.get(plain(name));
    if (described === undefined) faults.push(unspecified(check, name, own ?? check.unspecified));
    else faults.push(...incorrect(check, name, values, described, own ?? check.specified));
  }
  for (const [name, { required }] of check.described)
    if (required && !present.has(plain(name)))
      faults.push(
        fault(check, name, 'IncorrectMessage', `The ${check.word} ${name} is missing.`, overrides.get(plain(name)) ?? check.specified),
      );
  return faults;
}

const unspecified = (check: ParameterCheck, name: string, action: Action): Fault =>
  fault(check, name, 'Unspecified', `Unspecified ${check.word} ${name} is not allowed.`, action);

function incorrect(
  check: ParameterCheck,
  name: string,
  values: readonly string[],
  described: HttpParameter,
  action: Action,
): readonly Fault[] {
  // What is ignored may be costly to read.
  if (action === 'ignore') return [];
  const { word } = check;
  if (described.fault === undefined)
    return [ours(check, name, 'MissingDefinition', `API’s schema does not contain a definition for the ${word} ${name}.`, action)];
  if (values.length > 1 && !described.repeatable) {
    const who = check.type === 'ResponseHeader' ? 'Response' : 'Request';
    return [fault(check, name, 'IncorrectMessage', `${who} cannot contain multiple values for the ${word} ${name}.`, action)];
  }
  try {
    const why = values.map(described.fault).find((each) => each !== undefined);
    const text = `Value of the ${word} ${name} does not conform to the definition: ${why}.`;
    return why === undefined ? [] : [fault(check, name, 'IncorrectMessage', text, action)];
  } catch {
    return [ours(check, name, 'ValidationError', `The ${word} ${name} cannot be validated.`, action)];
  }
}

/** A client is told of its own request, not of what the backend answered. */
const fault = (check: ParameterCheck, name: string, rule: Fault['rule'], details: string, action: Action): Fault => ({
  name,
  type: check.type,
  rule,
  details,
  told: check.type === 'ResponseHeader' ? internalError : details,
  action,
});

const ours = (check: ParameterCheck, name: string, rule: Fault['rule'], details: string, action: Action): Fault => ({
  ...fault(check, name, rule, details, action),
  told: internalError,
});
