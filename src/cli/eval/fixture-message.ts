import { Body } from '../../runtime/context/body.ts';
import { HeaderMap } from '../../runtime/context/headers.ts';
import { Response } from '../../runtime/context/message.ts';
import type { FixtureBody, FixtureResponse } from './fixture.ts';

export const bodyOf = (body: FixtureBody | null | undefined): Body | null =>
  body === null || body === undefined ? null : Body.text(body.text);

export function headerMap(headers: Readonly<Record<string, readonly string[]>> = {}): HeaderMap {
  const map = HeaderMap.empty();
  for (const [name, values] of Object.entries(headers)) map.set(name, values);
  return map;
}

export const responseOf = ({ statusCode, statusReason, headers, body }: FixtureResponse): Response =>
  new Response(statusCode, statusReason ?? '', headerMap(headers), bodyOf(body));
