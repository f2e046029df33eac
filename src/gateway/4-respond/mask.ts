import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '../../runtime/ports/log.ts';

/** Codes of Apollo Server about the client's own request; their texts quote nothing but that request and the public schema. */
const aboutTheRequest: ReadonlySet<string> = new Set([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'MAX_RECURSIVE_SELECTIONS_EXCEEDED',
  'OPERATION_NOT_SUPPORTED',
  'OPERATION_RESOLUTION_FAILURE',
  'OPERATION_TOO_EXPENSIVE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/**
 * The last look at an error before it leaves: those of calls to subgraphs were written for clients, those about the request may stay,
 * anything else is a defect here and says nothing of itself. Without `hints` nothing tells what the schema has beside what was asked for.
 */
export const maskError =
  (log: Log, { hints }: { readonly hints: boolean }) =>
  (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const code = formatted.extensions?.['code'];
    const ofCall = typeof formatted.extensions?.['subgraph'] === 'string';
    if (ofCall) return formatted;
    if (typeof code === 'string' && aboutTheRequest.has(code)) return hints ? formatted : withoutHint(formatted);
    log.error(defect(error), 'an operation failed inside the gateway');
    return { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };

/** graphql-js ends a text with the names nearest to one that the schema does not have. */
function withoutHint(error: GraphQLFormattedError): GraphQLFormattedError {
  const at = error.message.indexOf(' Did you mean ');
  return at < 0 ? error : { ...error, message: error.message.slice(0, at) };
}

/** What the log may know of a defect: where it happened. Its text may quote what was being worked on. */
export function defect(error: unknown): { readonly error: string; readonly frames: readonly string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] };
  const origin = 'originalError' in error && error.originalError instanceof Error ? error.originalError : error;
  return { error: origin.name, frames: framesOf(origin) };
}

/** The frames stand below the text, which may have lines that look like frames; a stack that does not begin with the text has none. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const end = stack.indexOf(message) + message.length;
  const frames = end < message.length ? [] : stack.slice(end).split('\n');
  return frames.filter((line) => line.startsWith('    at ')).map((line) => line.trim());
}
