import type { HeaderMap } from '../runtime/context/headers.ts';
import type { Url } from '../runtime/context/url.ts';
import type { Variables } from '../runtime/context/variables.ts';
import type { X509Certificate2 } from '../runtime/dotnet/security/x509/certificate.ts';
import type { HandlerSet } from '../runtime/handler.ts';
import type { Token } from '../runtime/ports/credential-source.ts';
import type { Caller } from './1-accept/callers/callers.ts';
import type { RequestNote } from './1-accept/request-log.ts';
import type { Snapshot } from './2-plan/snapshot.ts';
import type { Recorder } from './record/recorder.ts';
import type { TraceRole } from './record/trace-role.ts';

/** One request of a client, from the door to the answer, with the one state of the world that all of it sees. */
export interface ClientRequest {
  /** A UUID; in the log, and in the answer's `x-request-id`. */
  readonly id: string;
  readonly method: string;
  readonly url: Url;
  readonly headers: HeaderMap;
  /** The body's text; null when there is none. */
  readonly body: string | null;
  readonly ipAddress: string;
  readonly certificate: X509Certificate2 | null;
  readonly caller: Caller;
  /** Aborted when the client goes away, and with a SendFailure of kind `timeout` when the request takes too long. */
  readonly signal: AbortSignal;
  readonly snapshot: Snapshot;
  readonly handlers: HandlerSet;
  /** Tokens and secret named values that its policies were given. What we write ourselves, such as the log, must not repeat them. */
  readonly disclosed: Set<string>;
  /** Of those tokens, the ones that may not go anywhere, in whichever scope they were given. */
  readonly bound: Map<Token, { readonly provider: string; readonly connection: string }>;
  /** Whether the answer says something that is for this caller alone, so that no cache may keep it. */
  readonly answer: { personal: boolean };
  /** Writes down what happens in it; undefined for all but the few that somebody looks at. */
  readonly recorder: Recorder | undefined;
  /** For its line in the log; undefined where requests get none. */
  readonly note: RequestNote | undefined;
  /** Its part in a distributed trace; undefined where no spans are written. */
  readonly traceRole: TraceRole | undefined;
  /** What calls to backends see of it, as `global.xml` left it. */
  readonly seen: { readonly headers: HeaderMap; readonly variables: Variables | undefined };
}
