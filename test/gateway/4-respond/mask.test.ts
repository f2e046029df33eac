import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { defect, maskError } from '../../../src/gateway/4-respond/mask.ts';
import type { Log } from '../../../src/runtime/ports/log.ts';

/** Every line that was logged, as one text. */
function recordingLog(): { readonly log: Log; text(): string } {
  const lines: unknown[] = [];
  const write = (...line: unknown[]): void => void lines.push(line);
  return { log: { debug: write, info: write, warn: write, error: write }, text: () => JSON.stringify(lines) };
}

const secret = 'quoted-by-a-defect';

describe('an error that leaves', () => {
  it.each([
    ['a defect', new TypeError(`cannot read ${secret}`), {}],
    ['a defect inside a resolver', new GraphQLError(secret, { originalError: new RangeError(secret) }), { code: 'INTERNAL_SERVER_ERROR' }],
    ['something thrown that is no error', secret, {}],
    ['an unknown code', new GraphQLError(secret), { code: 'SOMETHING_ELSE' }],
  ])('as %s says nothing of itself, to the client or in the log', (_what, error, extensions) => {
    const { log, text } = recordingLog();
    const shown = maskError(log, { hints: true })(
      { message: secret, path: ['me'], extensions: { ...extensions, stacktrace: [secret] } },
      error,
    );
    expect(shown).toEqual({ message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } });
    expect(text()).toContain('an operation failed inside the gateway');
    expect(text()).not.toContain(secret);
  });

  it.each([
    ['is about the request', { code: 'GRAPHQL_VALIDATION_FAILED' }],
    ['is about a call', { code: 'SUBGRAPH_TIMEOUT', subgraph: 'books' }],
  ])('stays as it is when it %s', (_what, extensions) => {
    const { log, text } = recordingLog();
    const formatted = { message: 'as written', extensions };
    expect(maskError(log, { hints: true })(formatted, new GraphQLError('as written'))).toBe(formatted);
    expect(text()).toBe('[]');
  });
});

it('tells the nearest name only where hints are allowed', () => {
  const formatted = { message: 'Cannot query field "titel" on type "Book". Did you mean "title"?', extensions: { code: 'BAD_USER_INPUT' } };
  const shown = (hints: boolean) => maskError(recordingLog().log, { hints })(formatted, new GraphQLError('')).message;
  expect([shown(true), shown(false)]).toEqual([formatted.message, 'Cannot query field "titel" on type "Book".']);
});

describe('what the log learns of a defect', () => {
  it('is its kind and where it happened', () => {
    const { error, frames } = defect(new GraphQLError('outer', { originalError: new TypeError(secret) }));
    expect(error).toBe('TypeError');
    expect(frames[0]).toContain('mask.test.ts');
    expect(frames.join()).not.toContain(secret);
  });

  it('is not the text of an error of several lines', () => {
    const { frames } = defect(new Error(`a text\n    at ${secret}`));
    expect(frames[0]).toContain('mask.test.ts');
    expect(frames.join()).not.toContain(secret);
  });
});
