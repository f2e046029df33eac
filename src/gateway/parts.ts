import type { DeploymentFacts } from '../runtime/context/facts.ts';
import type { PolicyServices } from '../runtime/exchange.ts';
import type { Clock } from '../runtime/ports/clock.ts';
import type { ConnectOffer, CredentialRequest, CredentialSource, Token } from '../runtime/ports/credential-source.ts';
import type { Crypto } from '../runtime/ports/crypto.ts';
import type { Log } from '../runtime/ports/log.ts';
import type { Random } from '../runtime/ports/random.ts';
import type { Trace } from '../runtime/ports/trace.ts';
import type { GatewayMeter } from '../telemetry/gateway-meter.ts';
import type { Callers } from './1-accept/callers/callers.ts';
import type { PersistedQueries } from './1-accept/operations/persisted-queries.ts';
import type { Safelist } from './1-accept/operations/safelist.ts';
import type { DocumentForms } from './2-plan/document-form.ts';
import type { OperationLimits } from './2-plan/operation-limits.ts';
import type { HandedTokens } from './record/handed-tokens.ts';
import type { KeptTraces } from './record/kept-traces.ts';
import type { Observers } from './record/observers.ts';

/** A token that a backend refused. */
export interface RefusedToken {
  readonly provider: string;
  readonly connection: string;
  readonly token: Token;
}

/** The credential manager, as the gateway uses it. */
export interface GatewayCredentials extends CredentialSource {
  /** Drops the generation that a backend answered with 401, so that the next `get` brings another. A newer one is left alone. */
  invalidate(refused: RefusedToken): Promise<void> | void;
  /** What the asker can do about a token that lacks scopes: undefined unless the connection is his own. */
  offer(request: CredentialRequest, lacking: readonly string[]): Promise<ConnectOffer | undefined>;
}

/** What one request may take. Times in milliseconds, sizes in bytes. */
export interface Limits {
  readonly requestBody: number;
  /** Lexical tokens of a client's GraphQL document. */
  readonly queryTokens: number;
  readonly operation: OperationLimits & { readonly cost: number };
  /** Operations that a client may send as one JSON array. */
  readonly batch: number;
  readonly responseBody: number;
  /** What planning one operation may take. */
  readonly planningTime: number;
  /** For the whole of a client's request. */
  readonly requestTimeout: number;
  /** How long requests in flight may go on when the gateway stops. */
  readonly shutdownGrace: number;
  readonly expressionSteps: number;
  readonly expressionData: number;
  readonly expressionTime: number;
}

/** What the platform gives to every request: made once, never changed. */
export interface Parts {
  readonly clock: Clock;
  readonly random: Random;
  readonly crypto: Crypto;
  readonly log: Log;
  readonly trace: Trace;
  readonly meter: GatewayMeter;
  readonly credentials: GatewayCredentials;
  readonly callers: Callers;
  readonly services: PolicyServices;
  /** The value of a secret named value. Throws when there is none. */
  readonly namedValue: (name: string) => string;
  readonly deployment: DeploymentFacts;
  readonly limits: Limits;
  /** Which operations run, and by what names. */
  readonly operations: {
    /** The list as it is now; undefined: any operation runs. */
    readonly safelist: () => Safelist | undefined;
    readonly persisted: PersistedQueries | undefined;
    /** Refuses documents that are costly to read. */
    readonly forms: DocumentForms;
  };
  /** Who may look at what happens in a request. */
  readonly observers: Observers;
  readonly handed: HandedTokens;
  /** Of answers that cannot carry them. */
  readonly traces: KeptTraces;
}
