import { dotnetType, member, property } from '../../dotnet/define.ts';
import { OBJECT, STRING } from '../../dotnet/types.ts';
import { DateTime, kinds } from '../../dotnet/values/date-time.ts';
import { array } from '../../dotnet/values.ts';
import type { Authorization } from '../authorization.ts';
import { claimValue } from '../claim-value.ts';
import { DictionaryView, TextListView, viewTypes } from '../dictionary-view.ts';
import type { Jwt } from '../tokens.ts';

const time = (milliseconds: number | null): DateTime | null =>
  milliseconds === null ? null : DateTime.fromUnixMilliseconds(milliseconds, kinds.utc);

const objectTypes = viewTypes(OBJECT);

/** Result of get-authorization-context. */
export const Authorization_ = dotnetType('class Fedpass.Authorization', 'The access token of a connection.', {
  accessToken: property('string AccessToken { get; }', 'accessToken', 'The token.'),
  claims: member(
    'IReadOnlyDictionary<string, object> Claims { get; }',
    ({ claims }: Authorization) =>
      new DictionaryView<unknown>(
        {
          size: Object.keys(claims).length,
          get: (name) => (Object.hasOwn(claims, name) ? claimValue(claims[name]) : undefined),
          *entries() {
            for (const [name, value] of Object.entries(claims)) yield [name, claimValue(value)] as const;
          },
        },
        objectTypes,
      ),
    'The other fields of the token answer.',
  ),
});

export const Jwt_ = dotnetType('class Fedpass.Jwt', 'What a JSON web token says. Its signature is not checked.', {
  algorithm: member('string Algorithm { get; }', (jwt: Jwt) => textOr(jwt.header['alg']), 'The signature algorithm it names.'),
  audiences: member(
    'IEnumerable<string> Audiences { get; }',
    (jwt: Jwt) => array(STRING, [...(jwt.claims.get('aud') ?? [])]),
    'Whom it is for.',
  ),
  claims: member('IReadOnlyDictionary<string, string[]> Claims { get; }', (jwt: Jwt) => new TextListView(jwt.claims), 'All claims.'),
  expirationTime: member('DateTime? ExpirationTime { get; }', (jwt: Jwt) => time(jwt.time('exp')), 'When it expires.'),
  id: member('string Id { get; }', (jwt: Jwt) => jwt.text('jti'), 'Its id.'),
  issuer: member('string Issuer { get; }', (jwt: Jwt) => jwt.text('iss'), 'Who made it.'),
  issuedAt: member('DateTime? IssuedAt { get; }', (jwt: Jwt) => time(jwt.time('iat')), 'When it was made.'),
  notBefore: member('DateTime? NotBefore { get; }', (jwt: Jwt) => time(jwt.time('nbf')), 'When it begins to count.'),
  subject: member('string Subject { get; }', (jwt: Jwt) => jwt.text('sub'), 'Whom it is about.'),
  type: member('string Type { get; }', (jwt: Jwt) => textOr(jwt.header['typ']), 'Its media type.'),
});

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const BasicAuthCredentials_ = dotnetType('class Fedpass.BasicAuthCredentials', 'User and password of HTTP Basic.', {
  userId: property('string UserId { get; }', 'userId', 'The user.'),
  username: property('string Username { get; }', 'userId', 'The user; another name of UserId.'),
  password: property('string Password { get; }', 'password', 'The password.'),
});
