import { expect, it } from 'vitest';
import { resolveOperation } from '../../../../src/gateway/1-accept/operations/resolve-operation.ts';
import { Safelist } from '../../../../src/gateway/1-accept/operations/safelist.ts';

const listed = 'query Shelf { newest { title } }';
const safelist = new Safelist([{ id: 'shelf', text: listed }], { requireId: false });
const rules = { safelist, persisted: undefined, mostTokens: 100 };
const sent = `# by somebody\n${listed.replaceAll(' ', ',\n ')}`;

it('what runs is the text of the list, not the one that was sent', async () => {
  const posted = await resolveOperation({ kind: 'post', body: { query: sent, variables: { a: 1 }, id: 'shelf' } }, rules);
  expect(posted).toMatchObject({ kind: 'run', text: listed, request: { body: { query: listed, variables: { a: 1 } } } });
  const got = await resolveOperation({ kind: 'get', search: `?${new URLSearchParams({ query: sent })}` }, rules);
  expect(got).toMatchObject({ kind: 'run', text: listed });
  expect(got.kind === 'run' && got.request.kind === 'get' && new URLSearchParams(got.request.search).get('query')).toBe(listed);
});

it('a text is not read further than operations may be long', () => {
  expect(safelist.byText(sent, 8)).toBe(listed);
  expect(safelist.byText(sent, 7)).toBeUndefined();
  // Longer than any stack is deep, were it read.
  expect(safelist.byText('{a'.repeat(200_000), 8)).toBeUndefined();
});
