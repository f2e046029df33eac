import { describe, expect, it } from 'vitest';
import { Secret, type Token } from '../../../src/runtime/ports/credential-source.ts';
import { type ManagedIdentity, ManagedIdentityError } from '../../../src/runtime/ports/managed-identity.ts';
import { failureOf, findings, run } from '../support/running.ts';

const token: Token = { accessToken: new Secret('machine-token'), claims: {}, expiresAt: 0, generation: 1 };

function machine(answer: Token | Error = token) {
  const asked: unknown[] = [];
  const managedIdentity: ManagedIdentity = {
    token: async (...wanted) => {
      asked.push(wanted.slice(0, 2));
      if (answer instanceof Error) throw answer;
      return answer;
    },
    drop: () => undefined,
  };
  return { asked, given: { services: { managedIdentity } } };
}
const none = new ManagedIdentityError('the source of the managed identity answered with status 400');

describe('authentication-managed-identity', () => {
  it('sends the token, over what was there', async () => {
    const { asked, given } = machine();
    const { x } = await run('<authentication-managed-identity resource="https://vault.azure.net" />', {
      ...given,
      headers: { Authorization: 'Bearer of-the-client' },
      forwardHeaders: ['Authorization'],
    });
    expect(x.context.request.headers.sent.get('Authorization')).toEqual(['Bearer machine-token']);
    expect(asked).toEqual([['https://vault.azure.net', undefined]]);
  });

  it('takes resource and identity from expressions', async () => {
    const { asked, given } = machine();
    await run('<authentication-managed-identity resource="@(&quot;a&quot; + &quot;b&quot;)" client-id="@(&quot;c&quot;)" />', given);
    expect(asked).toEqual([['ab', 'c']]);
  });

  it.each(['inbound', 'outbound'] as const)('keeps the token in a variable, in %s', async (section) => {
    const { x } = await run(
      '<authentication-managed-identity resource="a" output-token-variable-name="token" />',
      machine().given,
      section,
    );
    expect(x.context.variables.get('token')).toBe('machine-token');
    expect(x.context.request.headers.sent.has('Authorization')).toBe(false);
  });

  it('notes the token as one that the exchange was given', async () => {
    const { x } = await run('<authentication-managed-identity resource="a" client-id="b" />', machine().given);
    expect(x.tokens).toEqual([{ provider: 'machine:managed-identity', connection: 'b a', token, ofMachine: true }]);
  });

  it('fails without a token', async () => {
    const ran = await run('<authentication-managed-identity resource="a" />', machine(none).given);
    expect(failureOf(ran)).toEqual({
      outcome: 'failed',
      source: 'authentication-managed-identity',
      reason: null,
      message: none.message,
      status: 500,
      told: 'Internal server error',
    });
    expect(ran.forwarded()).toBe(0);
  });

  it('goes on without a token where it is told to', async () => {
    const header = await run('<authentication-managed-identity resource="a" ignore-error="true" />', machine(none).given);
    expect([header.outcome.kind, header.x.context.request.headers.sent.has('Authorization')]).toEqual(['completed', false]);
    const variable = await run(
      '<authentication-managed-identity resource="a" ignore-error="true" output-token-variable-name="t" />',
      machine(none).given,
    );
    expect(variable.x.context.variables.get('t')).toBe(null);
  });

  it('hides no defect', async () => {
    const ran = await run('<authentication-managed-identity resource="a" ignore-error="true" />', machine(new TypeError('x')).given);
    expect(ran.outcome.kind).toBe('failed');
  });

  it.each([
    ['<authentication-managed-identity />', ['error attribute/missing "authentication-managed-identity"']],
    ['<authentication-managed-identity resource="a" ignore-error="maybe" />', ['error value/type "maybe"']],
    ['<authentication-managed-identity resource="a" output-token-variable-name="" />', ['error value/type ""']],
    ['<authentication-managed-identity resource="a" ignore-error="@(true)" />', ['error attribute/expression "@(true)"']],
  ])('finds what is wrong in %s', async (xml, expected) => {
    expect(await findings(xml)).toEqual(expected);
  });
});
