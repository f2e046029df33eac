import { type IncomingResponse, SendFailure } from '../../../runtime/ports/send.ts';
import type { Parts } from '../../parts.ts';
import type { EgressCheck } from '../egress.ts';
import type { BackendRequest, Sender } from '../send.ts';
import type { Subgraph } from '../subgraph.ts';
import type { BreakerState, Health } from './breaker.ts';
import { Breakers, type Refusal } from './breakers.ts';
import { type FlightKey, InFlightCalls } from './in-flight-calls.ts';
import { Numbers } from './numbers.ts';
import { isDown, RetryBudget, type Tried, waitBeforeRetry } from './retry.ts';

/** What a call may be spared. */
export interface Leniency {
  /** It only reads: it may be sent again. */
  readonly reads: boolean;
  /** Tells calls apart that may share an answer; undefined for what must be sent each time. */
  readonly key: FlightKey | undefined;
  /** The connections whose tokens it was given, as one text; empty without any. */
  readonly connections: string;
}

/** How a subgraph is doing by its breakers. */
export interface BreakerReading {
  readonly subgraph: string;
  readonly state: BreakerState;
}

/** The ways to all subgraphs of one supergraph, each with what is known of it: what is on the way, and how it has fared of late. */
export class SubgraphTraffic {
  readonly #lines = new Map<Subgraph, Line>();
  readonly #tools: LineTools;

  constructor(tools: LineTools) {
    this.#tools = tools;
  }

  /**
   * The ways of the supergraph that comes next. What is known of a backend outlives a reload, unless its address or the rules for it have changed; calls on
   * their way are shared within one gateway alone.
   */
  successor(subgraphs: Iterable<Subgraph>, tools: LineTools = this.#tools): SubgraphTraffic {
    const next = new SubgraphTraffic(tools);
    const known = new Map([...this.#lines].map(([subgraph, line]) => [backendOf(subgraph), line]));
    const stays = tools.parts === this.#tools.parts;
    for (const subgraph of subgraphs) {
      const line = known.get(backendOf(subgraph));
      next.#lines.set(subgraph, stays && line !== undefined ? line : new Line(subgraph, tools, line));
    }
    return next;
  }

  /** Of every subgraph that has a breaker. */
  *breakers(): Iterable<BreakerReading> {
    for (const [{ name }, { breakers }] of this.#lines) if (breakers !== undefined) yield { subgraph: name, state: breakers.state };
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

/** What makes a subgraph the same to a caller. */
const backendOf = ({ name, url, breaker, retry }: Subgraph): string => JSON.stringify([name, url.toString(), breaker, retry]);

interface LineTools {
  readonly sender: Pick<Sender, 'send'>;
  readonly parts: Pick<Parts, 'clock' | 'random' | 'log' | 'meter' | 'services'>;
}

/** The way to one subgraph. */
class Line {
  readonly #subgraph: Subgraph;
  readonly #tools: LineTools;
  readonly #inFlight = new InFlightCalls<IncomingResponse>();
  readonly #checks = new Numbers<EgressCheck>();
  readonly #budget: RetryBudget;
  readonly breakers: Breakers | undefined;
  readonly #joined = (): void => this.#tools.parts.meter.sharedCall(this.#subgraph.name);

  /** `before`: to the same backend, in another gateway of this process. */
  constructor(subgraph: Subgraph, tools: LineTools, before?: Line) {
    this.#subgraph = subgraph;
    this.#tools = tools;
    this.#budget = before === undefined ? new RetryBudget() : before.#budget;
    const { name, breaker } = subgraph;
    const { clock, log, meter } = tools.parts;
    this.breakers =
      before?.breakers ??
      (breaker &&
        new Breakers(breaker, clock, (to, connections) => {
          meter.breaker(name, to);
          const text = {
            open: 'is left alone for a while: too many calls failed',
            'half-open': 'is tried again',
            closed: 'answers again',
          } as const;
          const facts = { subgraph: name, breaker: to, ...(connections ? { connections } : {}) };
          log[to === 'open' ? 'warn' : 'info'](facts, `the subgraph ${text[to]}${connections ? ' with this connection' : ''}`);
        }));
  }

  send(request: BackendRequest, { reads, key, connections }: Leniency): Promise<IncomingResponse> {
    const attempt: Attempt = (again) => this.#guarded(again, connections);
    if (!reads) return this.#write(request, attempt);
    if (key === undefined) return this.#read(request, attempt);
    // An answer from where the graph of this request may not send is not for it.
    const shared = within(key, this.#checks.of(request.egress));
    return this.#inFlight.share(shared, request.signal, (signal) => this.#read({ ...request, signal }, attempt), this.#joined);
  }

  async #write(request: BackendRequest, attempt: Attempt): Promise<IncomingResponse> {
    try {
      return await attempt(request);
    } finally {
      this.#inFlight.fence();
    }
  }

  /** Sends, and sends again where that is of use and there is time. */
  async #read(request: BackendRequest, attempt: Attempt): Promise<IncomingResponse> {
    const { retry } = this.#subgraph;
    if (retry.attempts === 0) return attempt(request);
    const { parts } = this.#tools;
    const begun = parts.clock.elapsed();
    this.#budget.earn();
    for (let made = 1; ; made++) {
      const passed = parts.clock.elapsed() - begun;
      const tried = await triedOnce(attempt, made === 1 ? request : later(request, passed));
      const wait = waitBeforeRetry(tried, made, retry, parts);
      const left = request.totalMs - (parts.clock.elapsed() - begun);
      if (wait === undefined || wait >= left || !this.#budget.spend()) return answerOf(tried);
      parts.meter.retry(this.#subgraph.name, 'response' in tried ? String(tried.response.status) : 'not-sent');
      await parts.services.sleep(wait, request.signal);
    }
  }

  /** One call, unless the backend is to be left alone. */
  async #guarded(request: BackendRequest, connections: string): Promise<IncomingResponse> {
    const { sender } = this.#tools;
    if (this.breakers === undefined) return sender.send(request);
    const turn = this.breakers.enter(connections);
    if ('againInMs' in turn) throw leftAlone(turn, connections);
    let health: Health = 'unknown';
    try {
      const response = await sender.send(request);
      health = isDown(response) ? 'failed' : 'well';
      return response;
    } catch (error) {
      health = healthAfter(error, request);
      throw error;
    } finally {
      turn.report(health);
    }
  }
}

type Attempt = (request: BackendRequest) => Promise<IncomingResponse>;

async function triedOnce(attempt: Attempt, request: BackendRequest): Promise<Tried> {
  try {
    return { response: await attempt(request) };
  } catch (error) {
    if (!(error instanceof SendFailure)) throw error;
    return { failure: error };
  }
}

function leftAlone({ againInMs, of }: Refusal, connections: string): SendFailure {
  const what =
    of === 'connection' && connections !== '' ? `the subgraph failed too often with ${connections}` : 'the subgraph failed too often';
  return new SendFailure('unreachable', `${what}; it is tried again in ${Math.ceil(againInMs / 1_000)} s`);
}

/** The same key in a room of its own. */
const within = ({ mark, text }: FlightKey, room: number): FlightKey => ({
  mark,
  text() {
    const own = text();
    return own === undefined ? undefined : `${room} ${own}`;
  },
});

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
