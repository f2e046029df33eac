import type { FastifyRequest } from 'fastify';
import { attachTrace } from '../4-respond/attach-trace.ts';
import { defect } from '../4-respond/mask.ts';
import { traceReport } from '../4-respond/trace-report.ts';
import type { ClientRequest } from '../client-request.ts';
import type { Parts } from '../parts.ts';
import { Recorder } from '../record/recorder.ts';
import type { Recording } from '../record/recording.ts';
import { spansOf } from '../record/spans-of.ts';
import { traceHeader, traceLocation } from '../trace-header.ts';
import { type Answer, personal } from './answer.ts';
import { logRequest, strangersRequest } from './request-log.ts';
import { tracesPath } from './traces.ts';

/**
 * Gives a request whose caller is known a recorder, when the caller asks for a trace and may have it, or when its spans are written down. `begun`: when it
 * came in, of the monotonic clock. Who may not have a trace gets the answer that he would get without asking.
 */
export function observed({ observers, clock }: Parts, request: FastifyRequest, client: ClientRequest, begun: number): ClientRequest {
  const { mayTrace, spans, requestLines } = observers;
  const asked = request.headers[traceHeader];
  const changes = typeof asked === 'string' && mayTrace(asked, client.caller);
  const link = spans?.begin(single(request.headers['traceparent']));
  if (!changes && link === undefined && !requestLines) return client;
  const isSampled = link?.sampled === true;
  const recorded = { clock, requestId: client.id, method: client.method, begun, changes };
  return {
    ...client,
    note: requestLines ? { operation: undefined } : undefined,
    traceRole: link === undefined || spans === undefined ? undefined : { ...link, tells: spans.tells },
    recorder: changes || isSampled ? new Recorder({ ...recorded, newSpanId: isSampled ? spans?.newSpanId : undefined }) : undefined,
  };
}

const single = (value: string | readonly string[] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** How a request came to its end. */
export interface End {
  readonly status: number;
  /** The path that it came in at, as it is configured. */
  readonly route: string;
  /** When it came in, of the monotonic clock. */
  readonly begun: number;
}

/** Tells the end of a request to whoever collects lines and spans; what was recorded is the result. Never throws. */
export function tellEnd({ observers: { spans, requestLines }, log, clock }: Parts, client: ClientRequest, end: End): Recording | undefined {
  const { recorder, traceRole, disclosed } = client;
  const { status, route, begun } = end;
  if (requestLines) logRequest(log, client, { route, status, ms: clock.elapsed() - begun });
  if (recorder === undefined) return undefined;
  const recording = recorder.answered(status);
  try {
    if (traceRole?.sampled === true && spans !== undefined)
      spans.write(spansOf(recording, { link: traceRole, route, newSpanId: spans.newSpanId, disclosed }));
  } catch (error) {
    log.error({ requestId: client.id, ...defect(error) }, 'spans could not be written');
  }
  return recording;
}

/** The same for a request that was refused before anything was known of it. */
export function tellRefusal(
  { observers: { requestLines }, log, clock }: Parts,
  request: FastifyRequest,
  { status, route, begun }: End,
): void {
  if (requestLines) logRequest(log, strangersRequest(request), { route, status, ms: clock.elapsed() - begun });
}

/** The answer, with its trace where the client may have it. Whatever goes wrong with that, the answer goes out. */
export async function concluded(parts: Parts, client: ClientRequest, answer: Answer, end: Omit<End, 'status'>): Promise<Answer> {
  const recording = tellEnd(parts, client, { ...end, status: answer.status });
  if (recording === undefined || client.recorder?.changes !== true) return answer;
  try {
    return attachTrace(answer, recording, client.disclosed) ?? (await withPlace(parts, client, answer, recording));
  } catch (error) {
    parts.log.error({ requestId: client.id, ...defect(error) }, 'a trace could not be attached');
    return answer;
  }
}

/** The answer of a plain API, whose body is not ours, with the place where its trace can be fetched. What goes out as a stream is not waited for. */
export async function concludedApi<A extends Omit<Answer, 'body'>>(
  parts: Parts,
  client: ClientRequest,
  answer: A,
  end: Omit<End, 'status'>,
): Promise<A> {
  const recording = tellEnd(parts, client, { ...end, status: answer.status });
  return recording === undefined || client.recorder?.changes !== true ? answer : withPlace(parts, client, answer, recording);
}

async function withPlace<A extends Omit<Answer, 'body'>>(parts: Parts, client: ClientRequest, answer: A, recording: Recording): Promise<A> {
  try {
    const id = await parts.traces.keep(JSON.stringify(traceReport(recording, client.disclosed)));
    const own = personal(answer);
    return { ...own, headers: [...own.headers, [traceLocation, `${tracesPath}/${id}`]] };
  } catch (error) {
    parts.log.warn({ requestId: client.id, ...defect(error) }, 'a trace could not be kept');
    return answer;
  }
}
