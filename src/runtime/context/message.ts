import { type RuntimeType, runtimeType } from '../dotnet/runtime-type.ts';
import type { X509Certificate2 } from '../dotnet/security/x509/certificate.ts';
import { netType } from '../dotnet/values.ts';
import type { Body } from './body.ts';
import type { HeaderMap, RequestHeaders } from './headers.ts';
import type { Url } from './url.ts';

/** `context.Request`: the message on its way to the backend (subgraph scope), or the client's (global scope). */
export interface Request {
  method: string;
  url: Url;
  readonly originalUrl: Url;
  readonly headers: RequestHeaders;
  body: Body | null;
  readonly ipAddress: string;
  readonly matchedParameters: ReadonlyMap<string, string>;
  readonly certificate: X509Certificate2 | null;
}

const responseType = runtimeType('Fedpass.IResponse');

/** `context.Response`, and what a variable of type `IResponse` holds: a class, so that a cast from `object` can tell it. */
export class Response {
  statusCode: number;
  statusReason: string;
  readonly headers: HeaderMap;
  body: Body | null;

  constructor(statusCode: number, statusReason: string, headers: HeaderMap, body: Body | null) {
    this.statusCode = statusCode;
    this.statusReason = statusReason;
    this.headers = headers;
    this.body = body;
  }

  get [netType](): RuntimeType {
    return responseType;
  }
}
