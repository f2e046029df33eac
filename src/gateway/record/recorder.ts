import type { Scope } from '../../runtime/handler.ts';
import type { Clock } from '../../runtime/ports/clock.ts';
import type { Plan } from '../2-plan/plan.ts';
import type { ExchangeRecord, Recording, RequestRecord, WarmUpRecord } from './recording.ts';

/** What a recording may hold at most: a list of a thousand parents means a thousand runs of a resolver. */
const mostExchanges = 200;
const mostSteps = 2_000;

/** What is recorded, and by which clock. */
export interface RecorderOptions {
  readonly clock: Clock;
  readonly requestId: string;
  readonly method: string;
  /** Of the monotonic clock, when the request came in. */
  readonly begun: number;
  /** Whether to tell what each policy changed, which means to look at every header after every policy. */
  readonly changes: boolean;
  /** Makes what stands for a request in a trace that goes on at the backend. */
  readonly newSpanId: (() => string) | undefined;
}

/** Writes down what happens in one request of a client. Everything that runs in it may write at the same time; nothing here throws or waits. */
export class Recorder {
  readonly recording: Recording;
  readonly changes: boolean;
  readonly newSpanId: (() => string) | undefined;
  readonly #clock: Clock;
  readonly #begun: number;
  #steps = 0;

  constructor({ clock, requestId, method, begun, changes, newSpanId }: RecorderOptions) {
    this.#clock = clock;
    this.#begun = begun;
    this.changes = changes;
    this.newSpanId = newSpanId;
    this.recording = {
      requestId,
      at: clock.now() - (clock.elapsed() - begun),
      method,
      begin: 0,
      end: undefined,
      status: undefined,
      operation: undefined,
      plan: undefined,
      planned: undefined,
      warmUps: [],
      exchanges: [],
      dropped: 0,
    };
  }

  /** Milliseconds since the request came in. */
  now(): number {
    return this.#clock.elapsed() - this.#begun;
  }

  operation(type: string, name: string | undefined): void {
    this.recording.operation ??= { type, name };
  }

  planned(plan: Plan | undefined): void {
    this.recording.plan ??= plan;
    this.recording.planned ??= this.now();
  }

  answered(status: number): Recording {
    this.recording.status = status;
    this.recording.end = this.now();
    return this.recording;
  }

  /** Begins the record of an exchange; undefined when there are too many. */
  exchange(scope: Scope, api: string): ExchangeRecord | undefined {
    if (this.recording.exchanges.length >= mostExchanges) {
      this.recording.dropped++;
      return undefined;
    }
    const record: ExchangeRecord = {
      scope,
      api,
      begin: this.now(),
      end: undefined,
      steps: [],
      credentials: [],
      requests: [],
      ending: undefined,
    };
    this.recording.exchanges.push(record);
    return record;
  }

  /** Whether one more policy may be recorded. */
  takesStep(): boolean {
    this.#steps++;
    if (this.#steps <= mostSteps) return true;
    this.recording.dropped++;
    return false;
  }

  /** A token was asked for at `begun`, of the monotonic clock, and is there, or is not. */
  credential(exchange: ExchangeRecord, provider: string, connection: string, outcome: string, begun: number): void {
    if (this.takesStep()) exchange.credentials.push({ provider, connection, outcome, begin: begun - this.#begun, end: this.now() });
  }

  /** Begins the record of a token that is fetched ahead. */
  warmedUp(subgraph: string, provider: string, connection: string): WarmUpRecord | undefined {
    if (!this.takesStep()) return undefined;
    const record: WarmUpRecord = { subgraph, provider, connection, outcome: undefined, begin: this.now(), end: undefined };
    this.recording.warmUps.push(record);
    return record;
  }

  /** It is there, or is not. */
  ended(record: WarmUpRecord, outcome: string): void {
    record.outcome = outcome;
    record.end = this.now();
  }

  /** Begins the record of a request that goes out. */
  request(exchange: ExchangeRecord, facts: Pick<RequestRecord, 'kind' | 'method' | 'url'>): RequestRecord {
    const record: RequestRecord = {
      ...facts,
      spanId: this.newSpanId?.(),
      begin: this.now(),
      end: undefined,
      status: undefined,
      failure: undefined,
    };
    if (this.takesStep()) exchange.requests.push(record);
    return record;
  }
}
