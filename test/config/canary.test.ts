import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { references, shape, syntax, warnings } from './bad-documents.ts';
import { filesOf, read } from './reading.ts';

const sources = { env: { KEY: 'canary-env' }, files: filesOf({ '/canary': 'canary-file' }) };
const good = 'subgraphs: { crm: { url: "https://x.example" } }\n';
const provider = 'providers:\n  p:\n    identityProvider: oauth2\n    grantType: clientCredentials\n';

/** Everything that may be printed of a reading, the texts that code frames are cut from included. */
function printed(text: string): string {
  const { config, findings } = read(text, sources);
  const told = findings.map(({ message, help, fix, related, source }) => [message, help, fix, related, source.text]);
  return `${JSON.stringify([told, config])} ${inspect([told, config], { depth: 20 })} ${config?.source.text}`;
}

/** Secrets written where they should not be, whole or broken. */
const leaks: readonly string[] = [
  `${good}namedValues: { a: { secret: canary } }`,
  `${good}namedValues: { a: { secret: canary, secret: canary2 } }`,
  `${good}namedValues: { a: { secrt: x, secret: 'canary' } }`,
  `${good}namedValues: { a: { secret: { canary: canary } } }`,
  `${good}namedValues: { a: { secret: [canary] } }`,
  `${good}namedValues:\n  a:\n    secret: |\n      canary\n      more canary\n`,
  `${good}namedValues:\n  a:\n    secret: "x canary \${env.KEY} canary \${env.NOPE}"\n`,
  `${good}namedValues:\n  a:\n    secret: &s canary\n  b:\n    secret: *s\n`,
  `${good}namedValues:\n  a: { secret: "canary \${nope}" }\n`,
  `${good}namedValues:\n  a: { secret: "\${canary}" }\n`,
  `${good}namedValues:\n  a: { secret: "canary \${env.KEY" }\n`,
  `${good}namedValues:\n  a: { secret: "\${env.KEY}", extra: 1 }\n`,
  `${good}${provider}    parameters: { clientSecret: canary, scopes: [] }`,
  `${good}${provider}    parameters: { clientSecrt: canary, scopes: [] }`,
  `${good}${provider}    parameters: { password: canary, scopes: [] }`,
  `${good}${provider}    parameters: { clientSecret canary }`,
  `${good}${provider}    clientSecret=canary: 1\n`,
  `${good}${provider}    connections: { c: { parameters: { clientSecret: canary }, x: 1 } }`,
  `${good}certificates: { a: { pfx: canary, extra: 1 } }`,
  `${good}certificates: { a: { key: canary } }`,
  `${good}certificates: { a: { pasword: canary } }`,
  `${good}messaging: { loggers: { a: { connectionString: "Endpoint=sb://x/;SharedAccessKey=canary" } } }`,
  `${good}messaging: { serviceBus: { a: { connectionStrng: canary } } }`,
  `${good}messaging: { dapr: { apiToken: canary, x: 1 } }`,
  `${good}store: redis://:canary@host/x`,
  `${good}store: redis://:a/canary@host`,
  `${good}store: redis://canary@host:6379\nlisten: 5`,
  `${good}namedValues: { a: { secet: canary } }`,
  `${good}cache: "redis://user:canary@host"\nlisten: 5`,
  `${good}store: redis://:\${env.KEY}@host:x`,
  `${good}store: \${env.KEY}`,
  `${good}listen: { host: 5, publicUrl: "\${env.KEY}" }`,
  `${good}listen: { port: "\${env.KEY}" }`,
  `${good}apis: { f: { path: "\${env.KEY}", url: "\${env.KEY}" } }`,
  'subgraphs: { crm: { url: "https://canary:canary@x" } }',
  'subgraphs: { crm: { url: "https://canary@x", x: 1 } }',
  // Broken syntax: only the keys tell what is secret.
  `${good}namedValues:\n  a:\n    secret: "canary\nlisten: 5`,
  `${good}namedValues:\n\ta: { secret: canary }`,
  `${good}namedValues:\n  a:\n    secret: canary\n   b: 1`,
  `${good}namedValues:\n  a:\n    secret: |\n      canary\n\n      canary\n   b: 1`,
  `${good}namedValues: { a: { secret: canary }`,
  `${good}namedValues:\n  a:\n    secret canary\n    b: 1`,
  `${good}namedValues: { a: { 'secret': 'canary }`,
  `${good}${provider}    parameters: { clientSecret: canary: x }`,
  `${good}${provider}    parameters:\n      clientSecret: canary: x\n      apiKey: @canary`,
];

describe('no secret is printed', () => {
  it.each(leaks)('%j', (text) => {
    const told = printed(text);
    expect(told).not.toContain('canary');
    expect(read(text, sources).findings.length).toBeGreaterThan(0);
  });

  it.each([...syntax, ...shape, ...references, ...warnings].filter(([, text]) => text.includes('canary')))('%s', (_, text) => {
    expect(printed(text)).not.toContain('canary');
  });

  it('the text that findings show keeps its places', () => {
    const text = `${good}namedValues:\n  a: { secret: "x canary \${env.NOPE}" }\n`;
    const [finding] = read(text, sources).findings;
    expect(finding?.source.text).toHaveLength(text.length);
    expect(finding?.source.text.slice(finding.span.start, finding.span.end)).toBe(`\${env.NOPE}`);
  });

  it('nor after one slip of the hand anywhere in the file', () => {
    const text = `${good}namedValues:
  a: { secret: "canary" }
  b:
    secret: 'canary'
  c:
    secret: canary
${provider}    parameters:
      clientSecret: canary
      scopes: read
    connections:
      c:
        parameters: { clientId: x, clientSecret: "canary" }
store: redis://:canary@host:6379
`;
    const slip = fc.record({ at: fc.nat(text.length - 1), cut: fc.nat(1), put: fc.constantFrom('', ...' \n\t:{}[]"\',#&*!|>%@x-') });
    fc.assert(
      fc.property(slip, ({ at, cut, put }) => {
        const slipped = text.slice(0, at) + put + text.slice(at + cut);
        const told = read(slipped, sources).findings.map(({ message, help, source }) => [message, help, source.text]);
        expect(JSON.stringify(told)).not.toContain('canary');
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) },
    );
  });

  it('a leak would be seen', () => {
    expect(printed(`${good}namedValues: { a: { value: canary } }`)).toContain('canary');
  });
});

describe('nothing throws', () => {
  const words: readonly string[] = [
    ..."subgraphs|crm|url|https://x|providers|secret|: |:\n|\n|  |    |\t|{|}|[|]|, |- |? |&a |*a|!t |'|>|#|---\n|%|@|$|__proto__|<<|1|true".split(
      '|',
    ),
    ...`|~|"|\r\n|\u0000|\uFEFF|\u2028|😀|\uD800|\${env.KEY}|\${`.split('|'),
  ];

  it('whatever stands in the file, each finding lies inside it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { config, findings } = read(text, sources);
        for (const { span, source } of findings) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(source.text).toHaveLength(text.length);
        }
        expect(config !== undefined || findings.some(({ severity }) => severity === 'error')).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
