import type { Body } from './body.ts';
import type { HeaderMap, RequestHeaders } from './headers.ts';
import type { Url } from './url.ts';

/** A certificate as the door saw it; the platform parses, policies only read. */
export interface CertificateInfo {
  readonly subject: string;
  readonly issuer: string;
  readonly thumbprint: string;
  readonly serialNumber: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly der: Uint8Array;
}

/** `context.Request`: the message on its way to the backend (subgraph scope), or the client's (global scope). */
export interface Request {
  method: string;
  url: Url;
  readonly originalUrl: Url;
  readonly headers: RequestHeaders;
  body: Body | null;
  readonly ipAddress: string;
  readonly matchedParameters: ReadonlyMap<string, string>;
  readonly certificate: CertificateInfo | null;
}

/** `context.Response`: empty until a backend answered or a policy made one. */
export interface Response {
  statusCode: number;
  statusReason: string;
  readonly headers: HeaderMap;
  body: Body | null;
}
