import type { ClientCertificate } from './certificates.ts';
import type { Secret } from './credential-source.ts';
import type { Signal } from './signal.ts';

/** A header list in the order of the wire; names keep their case, one entry a line. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** An HTTP proxy that a request goes through. */
export interface ProxyServer {
  /** Absolute http or https URL. */
  readonly url: string;
  readonly username: string | undefined;
  readonly password: Secret | undefined;
}

export interface OutgoingRequest {
  readonly method: string;
  /** Absolute http or https URL. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body: string | Uint8Array | null;
  /** Milliseconds until the response headers must have arrived. */
  readonly timeoutMs: number;
  readonly followRedirects: boolean;
  readonly signal: Signal | undefined;
  /** Shown to the server when it asks for a certificate. */
  readonly certificate?: ClientCertificate;
  readonly proxy?: ProxyServer;
}

export interface IncomingResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
}

/** Why a call brought no response. */
export class SendFailure extends Error {
  readonly kind: 'timeout' | 'unreachable' | 'aborted' | 'too-large' | 'refused';
  /** No part of the request has left: it may be sent again, whatever it does. */
  readonly notSent: boolean;

  constructor(kind: SendFailure['kind'], text: string, options?: { cause?: unknown; notSent?: boolean }) {
    super(text, options);
    this.name = 'SendFailure';
    this.kind = kind;
    this.notSent = options?.notSent ?? false;
  }
}

/** Plain HTTP. Rejects with {@link SendFailure} only; any HTTP status is a response. */
export type Send = (request: OutgoingRequest) => Promise<IncomingResponse>;
