import { describe, expect, it } from 'vitest';
import type { SampleRequest } from '../../../src/runtime/ports/schemas.ts';
import { findingsIn } from '../findings.ts';
import { ran } from '../running.ts';

async function mocked(attributes: string, section = 'inbound') {
  const asked: SampleRequest[] = [];
  const sample = (request: SampleRequest): string => {
    asked.push(request);
    return '{"data":{}}';
  };
  const schemas = { http: () => undefined, validate: () => ({ kind: 'unknown' }) as const, graph: () => undefined, sample };
  const { x, outcome, forwarded } = await ran(
    { [section]: `<mock-response ${attributes} />` },
    { body: '{"query":"{a}"}', services: { schemas } },
  );
  const { response } = x.context;
  return {
    asked,
    outcome: outcome.kind,
    forwarded: forwarded(),
    status: response?.statusCode,
    type: response?.headers.get('content-type')?.[0],
    body: response?.body?.contentText,
  };
}

describe('mock-response', () => {
  it.each([
    ['', 200, 'application/json', '{"data":{}}'],
    ['status-code="201" content-type="application/json"', 201, 'application/json', '{"data":{}}'],
    [
      'content-type="application/graphql-response+json; charset=utf-8"',
      200,
      'application/graphql-response+json; charset=utf-8',
      '{"data":{}}',
    ],
    ['content-type="text/html"', 200, 'text/html', undefined],
    ['status-code="503"', 503, undefined, undefined],
    ['enabled="true" index="1"', 200, 'application/json', '{"data":{}}'],
  ])('<mock-response %s />', async (attributes, status, type, body) => {
    expect(await mocked(attributes)).toMatchObject({ outcome: 'returned', forwarded: 0, status, type, body });
  });

  it('asks for a sample of the subgraph', async () => {
    expect((await mocked('')).asked).toEqual([{ subgraph: 'crm', body: '{"query":"{a}"}' }]);
  });

  it('does nothing when it is not enabled', async () => {
    expect(await mocked('enabled="false"')).toMatchObject({ outcome: 'completed', forwarded: 1, asked: [] });
  });

  it('replaces the answer in outbound', async () => {
    expect(await mocked('', 'outbound')).toMatchObject({ outcome: 'returned', forwarded: 1, body: '{"data":{}}' });
  });

  it.each([
    ['<mock-response status-code="@(200)" />', ['error attribute/expression @(200)']],
    ['<mock-response status-code="9" />', ['error value/type 9']],
  ])('%s', (xml, found) => expect(findingsIn(xml)).toEqual(found));
});
