import { describe, expect, it } from 'vitest';
import { masked } from '../../../src/gateway/4-respond/reported.ts';

const rows: readonly (readonly [reported: string, shown: string])[] = [
  ['NOT_FOUND', 'NOT_FOUND'],
  // What Apollo's servers say of a caller whose token they were handed on.
  ['UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['FORBIDDEN', 'FORBIDDEN'],
  ['CONNECTION_REQUIRED', 'DOWNSTREAM_SERVICE_ERROR'],
  ['ACCESS_DENIED', 'DOWNSTREAM_SERVICE_ERROR'],
  ['SUBGRAPH_TIMEOUT', 'DOWNSTREAM_SERVICE_ERROR'],
  ['not a code', 'DOWNSTREAM_SERVICE_ERROR'],
];

describe('an error that a subgraph reports', () => {
  it.each(rows)('with the code %s is shown with %s', (reported, shown) => {
    const [error] = masked('books', new Set(), [{ message: 'secret', extensions: { code: reported } }], false);
    expect(error?.extensions.code).toBe(shown);
    expect(error?.message).not.toContain('secret');
  });
});
