import type { Scope, SectionName } from '../../runtime/handler.ts';
import type { Site } from '../../runtime/site.ts';
import type { Plan } from '../2-plan/plan.ts';

/** Something that took time, in milliseconds since the request came in. `end` is undefined while it goes on, and for good where it was given up. */
export interface Timed {
  readonly begin: number;
  end: number | undefined;
}

/**
 * What happened in one request of a client, in the order in which it began. Names, places and times alone: values of headers, variables and bodies
 * are never in it, nor queries of URLs.
 */
export interface Recording extends Timed {
  readonly requestId: string;
  /** Milliseconds since 1970 at which it came in. */
  readonly at: number;
  readonly method: string;
  /** Undefined until there is an answer. */
  status: number | undefined;
  /** The operation that was run. */
  operation: { readonly type: string; readonly name: string | undefined } | undefined;
  plan: Plan | undefined;
  /** Milliseconds since the request came in at which the plan was there. */
  planned: number | undefined;
  /** Tokens that were fetched ahead of the calls that need them. */
  readonly warmUps: WarmUpRecord[];
  readonly exchanges: ExchangeRecord[];
  /** Of a batch: what happened for each of its operations, in their order. The whole has it, too. */
  readonly operations: Recording[];
  /** What was not recorded, because a request may not fill the memory. */
  dropped: number;
}

/** One run of a handler. */
export interface ExchangeRecord extends Timed {
  readonly scope: Scope;
  /** The subgraph or the API; `graphql` in the global scope. */
  readonly api: string;
  readonly steps: StepRecord[];
  readonly credentials: CredentialRecord[];
  readonly requests: RequestRecord[];
  ending: Ending | undefined;
}

/** How a handler ended. */
export interface Ending {
  readonly kind: 'completed' | 'returned' | 'failed';
  readonly status: number | undefined;
  /** Of a failure: what was said of it, for operators. */
  readonly error: string | undefined;
}

/** A policy that ran. Its time ends where the next one begins, those inside of it included. */
export interface StepRecord extends Timed {
  readonly section: SectionName;
  readonly site: Site;
  changes: Changes;
}

/** What a policy changed, by name. */
export interface Changes {
  /** Headers of the request as it would be sent. */
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  readonly variables: readonly string[];
  readonly requestBody: boolean;
  readonly responseBody: boolean;
  /** Where the request goes, without its query. */
  readonly url: string | undefined;
  readonly method: string | undefined;
  /** The status of a response that is another one, or has another status. */
  readonly status: number | undefined;
}

/** A token that a policy asked for. */
export interface CredentialRecord extends Timed {
  readonly provider: string;
  readonly connection: string;
  /** Where it came from, or the code of the error. */
  readonly outcome: string;
}

/** A token that was fetched ahead. Whether a policy was given it, is in the record of that policy's exchange. */
export interface WarmUpRecord extends Timed {
  readonly subgraph: string;
  readonly provider: string;
  readonly connection: string;
  /** `obtained`, or the code of the error; undefined while it is on its way. */
  outcome: string | undefined;
}

/** A request that went out. */
export interface RequestRecord extends Timed {
  /** `forward`: to the backend of the exchange. `own`: a request of a policy. `operation`: of the global scope, which runs the operation. */
  readonly kind: 'forward' | 'own' | 'operation';
  readonly method: string;
  /** Without its query. */
  readonly url: string;
  /** What stands for it in a trace that goes on at the backend. */
  readonly spanId: string | undefined;
  /** Undefined when there was no answer. */
  status: number | undefined;
  /** Why there was none. */
  failure: string | undefined;
}
