import { parseArray } from '../../../runtime/dotnet/json/parse.ts';
import type { Exchange } from '../../../runtime/exchange.ts';
import { PolicyFailure } from '../../../runtime/failure.ts';

/** What a validation does about what it finds: nothing, fail the exchange, or note it. */
export const actions = ['ignore', 'prevent', 'detect'] as const;
export type Action = (typeof actions)[number];

/** What clients are told of what is none of their business (reference: validationErrors). */
export const internalError = 'The request could not be processed due to an internal error. Contact the API owner.';

/** Something that validation found (reference: validationErrors). Texts name headers, parameters and properties, never what is in them. */
export interface Fault {
  readonly name: string;
  readonly type:
    | 'ApiSchema'
    | 'PathParameter'
    | 'QueryParameter'
    | 'RequestBody'
    | 'RequestHeader'
    | 'ResponseBody'
    | 'ResponseHeader'
    | 'StatusCode';
  readonly rule: '' | 'IncorrectMessage' | 'MissingDefinition' | 'SizeLimit' | 'Unspecified' | 'ValidationError' | 'ValidationException';
  readonly details: string;
  /** For the client. */
  readonly told: string;
  readonly action: Action;
}

/**
 * Puts faults into the variable, where there are any, and throws PolicyFailure for the first that is to be prevented: 400 for a request,
 * 502 for a response.
 */
export function settle(x: Exchange, source: string, faults: readonly Fault[], variable: string | undefined): void {
  const counted = faults.filter(({ action }) => action !== 'ignore');
  if (counted.length === 0) return;
  if (variable !== undefined) x.context.variables.set(variable, parseArray(x.context.host, JSON.stringify(counted.map(shown))));
  const prevented = counted.find(({ action }) => action === 'prevent');
  if (prevented === undefined) return;
  const [reason, status] = x.onResponse ? ['Response not allowed', 502] : ['Bad request', 400];
  throw new PolicyFailure(source, reason, Number(status), prevented.details, { answer: { message: prevented.told } });
}

/** The shape of the reference. */
const shown = ({ name, type, rule, details, action }: Fault) => ({
  Name: name,
  Type: type,
  ValidationRule: rule,
  Details: details,
  Action: action,
});

/** The strictest of some actions: what becomes of a fault that is no particular one's. */
export const strictest = (all: readonly Action[]): Action =>
  all.includes('prevent') ? 'prevent' : all.includes('detect') ? 'detect' : 'ignore';

/** That nothing describes what is to be validated. */
export const noSchema = (action: Action): Fault => ({
  name: '',
  type: 'ApiSchema',
  rule: '',
  details: 'API’s schema does not exist or it could not be resolved.',
  told: internalError,
  action,
});
