/** What answers come as (GraphQL over HTTP §6.4), and the ranges that they fall in. */
const ranges: ReadonlySet<string> = new Set(['*/*', 'application/*', 'application/json', 'application/graphql-response+json']);

/** Whether a client takes an answer as JSON, by its `Accept` (RFC 9110 §12.5.1); undefined: it takes anything. */
export function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return ranges.has(range) && !parameters.some((parameter) => /^q\s*=\s*0(?:\.0*)?$/.test(parameter));
  });
}
