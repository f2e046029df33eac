import { missingScopesOfError } from './missing-scopes.ts';
import { scrub } from './scrub.ts';
import { ownCodes, type SubgraphError, scopeError } from './subgraph-error.ts';

type Disclosed = ReadonlySet<string>;

/** More errors than this in one answer are not passed on. */
const mostErrors = 100;

/**
 * The errors that a subgraph reported itself, masked: path and code stay, since clients act on them; the text is ours, as the
 * backend's may tell of its inside. `hadToken`: that it has too few scopes is believed only where it had one.
 */
export const masked = (subgraph: string, disclosed: Disclosed, errors: readonly unknown[], hadToken: boolean): readonly SubgraphError[] =>
  errors.slice(0, mostErrors).map((error) => {
    const lacking = hadToken ? missingScopesOfError(error, disclosed) : undefined;
    if (lacking === undefined) return shown(subgraph, disclosed, error, `Subgraph \`${subgraph}\` reported an error.`);
    const path = pathOf(error, disclosed);
    return { ...scopeError(subgraph, lacking), ...(path === undefined ? {} : { path }) };
  });

/** The errors of an answer that a policy made: its author's own words. */
export const unmasked = (subgraph: string, disclosed: Disclosed, errors: readonly unknown[]): readonly SubgraphError[] =>
  errors
    .slice(0, mostErrors)
    .map((error) => shown(subgraph, disclosed, error, scrub(disclosed, textOf(error)) || `Subgraph \`${subgraph}\` reported an error.`));

/** What the first error said, for the operator's log: without the tokens that the backend was sent, and not all of it. */
export const firstText = (disclosed: Disclosed, errors: readonly unknown[]): string => scrub(disclosed, textOf(errors[0])).slice(0, 500);

function shown(subgraph: string, disclosed: Disclosed, error: unknown, message: string): SubgraphError {
  const path = pathOf(error, disclosed);
  const code = codeOf(error);
  return {
    message,
    ...(path === undefined ? {} : { path }),
    extensions: { code: code !== undefined && scrub(disclosed, code) === code ? code : 'DOWNSTREAM_SERVICE_ERROR', subgraph },
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

function textOf(error: unknown): string {
  return isObject(error) && typeof error['message'] === 'string' ? error['message'] : '';
}

/** The path, if it is one: a backend could write anything there. */
function pathOf(error: unknown, disclosed: Disclosed): readonly (string | number)[] | undefined {
  const path = isObject(error) ? error['path'] : undefined;
  const isStep = (step: unknown): boolean =>
    typeof step === 'string' ? isName(step) && scrub(disclosed, step) === step : Number.isInteger(step);
  return Array.isArray(path) && path.every(isStep) ? path : undefined;
}

const isName = (text: string): boolean => /^[_A-Za-z][_0-9A-Za-z]{0,255}$/.test(text);

/** A code such as NOT_FOUND, unless it is one that only the gateway may give. */
function codeOf(error: unknown): string | undefined {
  const extensions = isObject(error) ? error['extensions'] : undefined;
  const code = isObject(extensions) ? extensions['code'] : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{0,63}$/.test(code) && !ownCodes.has(code) ? code : undefined;
}
