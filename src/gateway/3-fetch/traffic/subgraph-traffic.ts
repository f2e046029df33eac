import { type IncomingResponse, SendFailure } from '../../../runtime/ports/send.ts';
import type { Parts } from '../../parts.ts';
import type { BackendRequest, Sender } from '../send.ts';
import type { Subgraph } from '../subgraph.ts';
import { Breaker, type Health } from './breaker.ts';
import { InFlightCalls } from './in-flight-calls.ts';
import { isDown, RetryBudget, type Tried, waitBeforeRetry } from './retry.ts';

/** What a call may be spared. */
export interface Leniency {
  /** It only reads: it may be sent again. */
  readonly reads: boolean;
  /** Tells calls apart that may share an answer; undefined for what must be sent each time. */
  readonly key: string | undefined;
}

/** The ways to all subgraphs of one supergraph, each with what is known of it: what is on the way, and how it has fared of late. */
export class SubgraphTraffic {
  readonly #lines = new Map<Subgraph, Line>();
  readonly #tools: LineTools;

  constructor(tools: LineTools) {
    this.#tools = tools;
  }

  /** Rejects with SendFailure. */
  send(subgraph: Subgraph, request: BackendRequest, leniency: Leniency): Promise<IncomingResponse> {
    let line = this.#lines.get(subgraph);
    if (line === undefined) {
      line = new Line(subgraph, this.#tools);
      this.#lines.set(subgraph, line);
    }
    return line.send(request, leniency);
  }
}

interface LineTools {
  readonly sender: Pick<Sender, 'send'>;
  readonly parts: Pick<Parts, 'clock' | 'random' | 'log' | 'meter' | 'services'>;
}

/** The way to one subgraph. */
class Line {
  readonly #subgraph: Subgraph;
  readonly #tools: LineTools;
  readonly #inFlight = new InFlightCalls<IncomingResponse>();
  readonly #budget = new RetryBudget();
  readonly #breaker: Breaker | undefined;
  readonly #joined = (): void => this.#tools.parts.meter.sharedCall(this.#subgraph.name);

  constructor(subgraph: Subgraph, tools: LineTools) {
    this.#subgraph = subgraph;
    this.#tools = tools;
    const { name, breaker } = subgraph;
    const { clock, log, meter } = tools.parts;
    this.#breaker =
      breaker &&
      new Breaker(breaker, clock, (to) => {
        meter.breaker(name, to);
        const text = {
          open: 'is left alone for a while: too many calls failed',
          'half-open': 'is tried again',
          closed: 'answers again',
        } as const;
        log[to === 'open' ? 'warn' : 'info']({ subgraph: name, breaker: to }, `the subgraph ${text[to]}`);
      });
  }

  send(request: BackendRequest, { reads, key }: Leniency): Promise<IncomingResponse> {
    if (!reads) return this.#write(request);
    if (key === undefined) return this.#read(request);
    return this.#inFlight.share(key, request.signal, (signal) => this.#read({ ...request, signal }), this.#joined);
  }

  async #write(request: BackendRequest): Promise<IncomingResponse> {
    try {
      return await this.#guarded(request);
    } finally {
      this.#inFlight.fence();
    }
  }

  /** Sends, and sends again where that is of use and there is time. */
  async #read(request: BackendRequest): Promise<IncomingResponse> {
    const { retry } = this.#subgraph;
    if (retry.attempts === 0) return this.#guarded(request);
    const { parts } = this.#tools;
    const begun = parts.clock.elapsed();
    this.#budget.earn();
    for (let made = 1; ; made++) {
      const passed = parts.clock.elapsed() - begun;
      const tried = await this.#try(made === 1 ? request : later(request, passed));
      const wait = waitBeforeRetry(tried, made, retry, parts);
      const left = request.totalMs - (parts.clock.elapsed() - begun);
      if (wait === undefined || wait >= left || !this.#budget.spend()) return answerOf(tried);
      parts.meter.retry(this.#subgraph.name, 'response' in tried ? String(tried.response.status) : 'not-sent');
      await parts.services.sleep(wait, request.signal);
    }
  }

  async #try(request: BackendRequest): Promise<Tried> {
    try {
      return { response: await this.#guarded(request) };
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
      return { failure: error };
    }
  }

  /** One call, unless the backend is to be left alone. */
  async #guarded(request: BackendRequest): Promise<IncomingResponse> {
    const { sender } = this.#tools;
    const breaker = this.#breaker;
    if (breaker === undefined) return sender.send(request);
    const entered = breaker.enter();
    if (typeof entered === 'object')
      throw new SendFailure('unreachable', `the subgraph failed too often; it is tried again in ${Math.ceil(entered.againInMs / 1_000)} s`);
    let health: Health = 'unknown';
    try {
      const response = await sender.send(request);
      health = isDown(response) ? 'failed' : 'well';
      return response;
    } catch (error) {
      health = healthAfter(error, request);
      throw error;
    } finally {
      breaker.report(entered, health);
    }
  }
}

/** What a failure says of the backend: nothing, when the caller left or ran out of time by his own doing, or when the request was not to be sent. */
function healthAfter(error: unknown, { signal }: BackendRequest): Health {
  if (!(error instanceof SendFailure) || signal?.aborted === true) return 'unknown';
  return error.kind === 'unreachable' || error.kind === 'timeout' ? 'failed' : 'unknown';
}

/** A later attempt has the time that is left. */
const later = (request: BackendRequest, passed: number): BackendRequest => {
  const totalMs = Math.max(1, request.totalMs - passed);
  return { ...request, totalMs, timeoutMs: Math.min(request.timeoutMs, totalMs) };
};

function answerOf(tried: Tried): IncomingResponse {
  if ('failure' in tried) throw tried.failure;
  return tried.response;
}
