import type { Answer } from '../1-accept/answer.ts';
import type { Recording } from '../record/recording.ts';
import { traceReport } from './trace-report.ts';

/**
 * Puts the trace of a request into `extensions.trace` of its answer: after all policies, so that none sees it and no cache keeps it. An answer that is no
 * single GraphQL response stays as it is.
 */
export function attachTrace(answer: Answer, recording: Recording, disclosed: ReadonlySet<string>): Answer {
  const response = responseOf(answer);
  if (response === undefined) return answer;
  const before = isObject(response['extensions']) ? response['extensions'] : {};
  const body = JSON.stringify({ ...response, extensions: { ...before, trace: traceReport(recording, disclosed) } });
  const headers = answer.headers.filter(([name]) => !ofTheBody.has(name.toLowerCase()));
  return { ...answer, headers: [...headers, ['cache-control', 'no-store']], body };
}

/** What policies may have said of a body that is another now. */
const ofTheBody: ReadonlySet<string> = new Set(['cache-control', 'content-length', 'etag', 'last-modified', 'digest', 'content-digest']);

function responseOf({ headers, body }: Answer): Readonly<Record<string, unknown>> | undefined {
  const isEncoded = headers.some(([name]) => name.toLowerCase() === 'content-encoding');
  if (body === null || isEncoded) return undefined;
  try {
    const value: unknown = JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isObject(value) && ('data' in value || 'errors' in value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
