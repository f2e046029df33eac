import type { Fixture } from './fixture.ts';

/** Texts of a fixture that are credentials: what a history must not keep. Only those long enough to be one. */
export function secretsOf(fixture: Fixture | null): readonly string[] {
  const { request, subscription, variables = {} } = fixture ?? {};
  const headers = Object.entries(request?.headers ?? {}).filter(([name]) => /^(authorization|cookie|.*key|.*token)$/i.test(name));
  const tokens = Object.values(variables).filter(({ type }) => type === 'authorization');
  const all: unknown[] = [
    subscription?.key,
    subscription?.primaryKey,
    subscription?.secondaryKey,
    ...headers.flatMap(([, values]) => values.map((value) => value.replace(/^\w+ /, ''))),
    ...tokens.map(({ value }) => (value as { readonly accessToken?: unknown } | null)?.accessToken),
  ];
  return all.filter((text): text is string => typeof text === 'string' && text.length >= 4);
}
