import { expect, it } from 'vitest';
import { acceptsJson } from '../../../src/gateway/1-accept/accepts-json.ts';

it.each([
  [undefined, true],
  ['', true],
  ['*/*', true],
  ['application/json', true],
  ['Application/JSON; charset=utf-8', true],
  ['application/graphql-response+json, application/json;q=0.9', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['multipart/mixed;deferSpec=20220824, application/json', true],
  ['application/*', true],
  ['text/html', false],
  ['text/event-stream', false],
  ['application/json;q=0', false],
  ['application/json;q=0.000, text/html', false],
  ['application/jsonp', false],
])('%j: %s', (accept, accepted) => expect(acceptsJson(accept)).toBe(accepted));
