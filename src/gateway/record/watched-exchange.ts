import type { Context } from '../../runtime/context/context.ts';
import { Exchange, type ExchangePorts } from '../../runtime/exchange.ts';
import type { Scope } from '../../runtime/handler.ts';
import { describe, type Outcome } from '../../runtime/pipeline.ts';
import type { Signal } from '../../runtime/ports/signal.ts';
import type { Site } from '../../runtime/site.ts';
import { changesBetween, type Moment, momentOf, noChanges } from './changes.ts';
import type { Recorder } from './recorder.ts';
import type { ExchangeRecord, StepRecord } from './recording.ts';
import type { TraceRole } from './trace-role.ts';

/** Where what is watched is written. */
export interface Watching {
  readonly recorder: Recorder;
  readonly record: ExchangeRecord;
  readonly traceRole: TraceRole | undefined;
}

/**
 * An exchange whose policies are written down. Handlers say already where they stand, for errors; here that is kept, with the time and what is
 * different from before. An exchange that nobody watches is of the plain class and pays nothing.
 */
export class WatchedExchange extends Exchange {
  readonly #watching: Watching;
  #step: StepRecord | undefined;
  #before: Moment | undefined;

  constructor(scope: Scope, context: Context, ports: ExchangePorts, signal: Signal | undefined, watching: Watching, shared?: Exchange) {
    super(scope, context, ports, signal, shared);
    this.#watching = watching;
  }

  override fork(signal: Signal | undefined = this.signal): Exchange {
    const fork = new WatchedExchange(this.scope, this.context, this.ports, signal, this.#watching, this);
    fork.section = this.section;
    fork.site = this.site;
    return fork;
  }

  override on(site: Site): void {
    super.on(site);
    this.#close();
    const { recorder, record } = this.#watching;
    if (!recorder.takesStep()) return;
    this.#step = { section: this.section, site, begin: recorder.now(), end: undefined, changes: noChanges };
    record.steps.push(this.#step);
    if (recorder.changes) this.#before = momentOf(this.context);
  }

  override at(site: Site): Context {
    // The condition of a policy around it: the one inside has come to its end.
    if (this.#step !== undefined && (site.path !== this.#step.site.path || site.document !== this.#step.site.document)) this.#close();
    return super.at(site);
  }

  override ended(outcome: Outcome): void {
    this.#close();
    const { recorder, record } = this.#watching;
    record.end = recorder.now();
    record.ending = {
      kind: outcome.kind,
      status: this.context.response?.statusCode,
      error: outcome.kind === 'failed' ? describe(outcome.error, outcome.site.policy).message : undefined,
    };
  }

  /** Ends the policy that runs. */
  #close(): void {
    if (this.#step === undefined) return;
    this.#step.end = this.#watching.recorder.now();
    if (this.#before !== undefined) this.#step.changes = changesBetween(this.#before, momentOf(this.context));
    this.#step = undefined;
    this.#before = undefined;
  }
}
