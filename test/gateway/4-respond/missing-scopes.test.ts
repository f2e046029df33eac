import { describe, expect, it } from 'vitest';
import { missingScopes, missingScopesOfError } from '../../../src/gateway/4-respond/missing-scopes.ts';
import type { HeaderList } from '../../../src/runtime/ports/send.ts';

const answer = (status: number, headers: HeaderList, body: unknown = '') => ({
  status,
  headers,
  body: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
});
const challenge = (value: string, status = 403) => answer(status, [['WWW-Authenticate', value]]);
const secret = 'canary-4f1c';
const disclosed = new Set([secret]);

const rows: readonly (readonly [what: string, from: ReturnType<typeof answer>, scopes: readonly string[] | undefined])[] = [
  [
    'a Bearer challenge',
    challenge('Bearer realm="files", error="insufficient_scope", scope="files.read files.write"'),
    ['files.read', 'files.write'],
  ],
  ['a challenge that names none', challenge('Bearer error="insufficient_scope"'), []],
  ['a challenge without quotes, in capitals', challenge('BEARER error=insufficient_scope,scope=read'), ['read']],
  ['a challenge behind another', challenge('Basic realm="x", Bearer error="insufficient_scope", scope="a"'), ['a']],
  ['a challenge before another', challenge('Bearer error="insufficient_scope", scope="a", DPoP error="x", scope="b"'), ['a']],
  ['a scope with quotes in it', challenge('Bearer error="insufficient_scope", scope="a \\"b\\" c"'), ['a', 'c']],
  ['a scope that is none', challenge('Bearer error="insufficient_scope", scope="a <script>é\\\\ b"'), ['a', 'b']],
  ['a scope that holds the token', challenge(`Bearer error="insufficient_scope", scope="a ${secret} x${secret}y"`), ['a']],
  ['the same scope twice', challenge('Bearer error="insufficient_scope", scope="a a"'), ['a']],
  ['a challenge with 401', challenge('Bearer error="insufficient_scope", scope="a"', 401), ['a']],
  ['another error', challenge('Bearer error="invalid_token", scope="a"'), undefined],
  ['the words in another parameter', challenge('Bearer error_description="insufficient_scope", scope="a"'), undefined],
  ['another scheme', challenge('Basic error="insufficient_scope", scope="a"'), undefined],
  ['no reason', answer(403, []), undefined],
  ['an unclosed quote', challenge('Bearer error="insufficient_scope", scope="a'), []],
  ['a long header', challenge(`Bearer ${'x="y",'.repeat(200_000)}`), undefined],
  [
    'GitHub',
    answer(403, [
      ['X-OAuth-Scopes', 'user, gist'],
      ['X-Accepted-OAuth-Scopes', 'repo, public_repo'],
    ]),
    ['repo', 'public_repo'],
  ],
  [
    'GitHub, of a token without any',
    answer(403, [
      ['X-OAuth-Scopes', ''],
      ['X-Accepted-OAuth-Scopes', 'repo'],
    ]),
    ['repo'],
  ],
  [
    'GitHub, where one of them was granted',
    answer(403, [
      ['X-OAuth-Scopes', 'repo'],
      ['X-Accepted-OAuth-Scopes', 'repo, public_repo'],
    ]),
    undefined,
  ],
  [
    'GitHub, where none is needed',
    answer(403, [
      ['X-OAuth-Scopes', 'repo'],
      ['X-Accepted-OAuth-Scopes', ''],
    ]),
    undefined,
  ],
  [
    'GitHub, with 404',
    answer(404, [
      ['X-OAuth-Scopes', 'user'],
      ['X-Accepted-OAuth-Scopes', 'repo'],
    ]),
    undefined,
  ],
  [
    'Google',
    answer(403, [], {
      error: { code: 403, details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] },
    }),
    [],
  ],
  ['Google, another reason', answer(403, [], { error: { code: 403, details: [{ reason: 'SERVICE_DISABLED' }] } }), undefined],
  [
    'Slack',
    answer(200, [], { ok: false, error: 'missing_scope', needed: 'chat:write,chat:write.public', provided: 'identify' }),
    ['chat:write', 'chat:write.public'],
  ],
  ['a message that only says so', answer(200, [], { ok: true, text: '"missing_scope"' }), undefined],
  [
    'HubSpot',
    answer(403, [], {
      status: 'error',
      category: 'MISSING_SCOPES',
      errors: [{ context: { requiredGranularScopes: ['crm.objects.contacts.read'] } }],
    }),
    ['crm.objects.contacts.read'],
  ],
  ['a body of odd shapes', answer(403, [], { error: [], errors: 'x', category: 'MISSING_SCOPES' }), []],
  ['a body that is no JSON', answer(403, [], '<html>'), undefined],
];

describe('scopes that a token lacks', () => {
  it.each(rows)('%s', (_what, from, scopes) => {
    expect(missingScopes(from, disclosed)).toEqual(scopes);
  });

  it.each<[string, unknown, readonly string[] | undefined]>([
    [
      'GitHub',
      {
        type: 'INSUFFICIENT_SCOPES',
        message:
          "Your token has not been granted the required scopes to execute this query. The 'name' field requires one of the following scopes: ['read:org'], but your token has only been granted the: ['repo'] scopes.",
      },
      ['read:org'],
    ],
    ['no list', { type: 'INSUFFICIENT_SCOPES', message: 'no' }, []],
    ['another type', { type: 'FORBIDDEN', message: "scopes: ['x']" }, undefined],
    ['no object', null, undefined],
  ])('in an error of GraphQL: %s', (_what, error, scopes) => {
    expect(missingScopesOfError(error, disclosed)).toEqual(scopes);
  });
});
