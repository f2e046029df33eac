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
  readonly #options: RecorderOptions;
  /** The recorder of the batch that the operation belongs to. */
  readonly #whole: Recorder | undefined;
  #steps = 0;

  constructor(options: RecorderOptions, whole?: Recorder) {
    const { clock, requestId, method, begun, changes, newSpanId } = options;
    this.#options = options;
    this.#whole = whole;
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
      operations: [],
      dropped: 0,
    };
  }

  /** Milliseconds since the request came in. */
  now(): number {
    return this.#options.clock.elapsed() - this.#options.begun;
  }

  /** The recorder of one operation of a batch. All of them together may fill no more than one request may. */
  ofOperation(): Recorder {
    const own = new Recorder(this.#options, this);
    this.recording.operations.push(own.recording);
    return own;
  }

  operation(type: string, name: string | undefined): void {
    this.#whole?.operation(type, name);
    this.recording.operation ??= { type, name };
  }

  planned(plan: Plan | undefined): void {
    this.#whole?.planned(plan);
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
    const record = this.#whole === undefined ? this.#newExchange(scope, api) : this.#whole.exchange(scope, api);
    if (record === undefined) this.recording.dropped++;
    else this.recording.exchanges.push(record);
    return record;
  }

  #newExchange(scope: Scope, api: string): ExchangeRecord | undefined {
    if (this.recording.exchanges.length >= mostExchanges) return undefined;
    return {
      scope,
      api,
      begin: this.now(),
      end: undefined,
      steps: [],
      credentials: [],
      requests: [],
      ending: undefined,
    };
  }

  /** Whether one more policy may be recorded. */
  takesStep(): boolean {
    this.#steps++;
    const takes = this.#whole === undefined ? this.#steps <= mostSteps : this.#whole.takesStep();
    if (!takes) this.recording.dropped++;
    return takes;
  }

  /** A token was asked for at `begun`, of the monotonic clock, and is there, or is not. */
  credential(exchange: ExchangeRecord, provider: string, connection: string, outcome: string, begun: number): void {
    if (this.takesStep()) exchange.credentials.push({ provider, connection, outcome, begin: begun - this.#options.begun, end: this.now() });
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
