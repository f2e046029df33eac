import type { Answer } from '../1-accept/answer.ts';
import type { Recording } from '../record/recording.ts';
import { traceReport } from './trace-report.ts';

/**
 * Puts the trace of a request into `extensions.trace` of its answer, or of each answer of a batch: after all policies, so that none sees it and no cache
 * keeps it. Undefined for an answer that is no GraphQL response, and so cannot carry one.
 */
export function attachTrace(answer: Answer, recording: Recording, disclosed: ReadonlySet<string>): Answer | undefined {
  const value = jsonOf(answer);
  const traced = isBatch(value, recording)
    ? batch(value, recording, disclosed)
    : isResponse(value)
      ? withTrace(value, recording, disclosed)
      : undefined;
  if (traced === undefined) return undefined;
  const body = JSON.stringify(traced);
  const headers = answer.headers.filter(([name]) => !ofTheBody.has(name.toLowerCase()));
  return { ...answer, headers: [...headers, ['cache-control', 'no-store']], body };
}

/** What policies may have said of a body that is another now. */
const ofTheBody: ReadonlySet<string> = new Set(['cache-control', 'content-length', 'etag', 'last-modified', 'digest', 'content-digest']);

type Response = Readonly<Record<string, unknown>>;

const withTrace = (response: Response, recording: Recording, disclosed: ReadonlySet<string>): Response => {
  const before = isObject(response['extensions']) ? response['extensions'] : {};
  return { ...response, extensions: { ...before, trace: traceReport(recording, disclosed) } };
};

/** Policies of the global scope may have made something else of the answers of a batch: only one for each operation is theirs. */
const isBatch = (value: unknown, { operations }: Recording): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length === operations.length;

/** What ran around all operations stands in the trace of each. */
function batch(answers: readonly unknown[], { exchanges, operations }: Recording, disclosed: ReadonlySet<string>): readonly unknown[] {
  const around = exchanges.filter(({ scope }) => scope === 'global');
  return answers.map((answer, index) => {
    const own = operations[index];
    return own === undefined || !isResponse(answer)
      ? answer
      : withTrace(answer, { ...own, exchanges: [...around, ...own.exchanges] }, disclosed);
  });
}

function jsonOf({ headers, body }: Answer): unknown {
  const isEncoded = headers.some(([name]) => name.toLowerCase() === 'content-encoding');
  if (body === null || isEncoded) return undefined;
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

const isResponse = (value: unknown): value is Response => isObject(value) && ('data' in value || 'errors' in value);

const isObject = (value: unknown): value is Response => typeof value === 'object' && value !== null && !Array.isArray(value);
