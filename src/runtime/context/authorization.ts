import { type RuntimeType, runtimeType } from '../dotnet/runtime-type.ts';
import { netType } from '../dotnet/values.ts';
import type { Token } from '../ports/credential-source.ts';

const type = runtimeType('Fedpass.Authorization');

/** What get-authorization-context leaves in its variable: C# type `Authorization` (reference: contextObjects). */
export class Authorization {
  readonly #token: Token;

  constructor(token: Token) {
    this.#token = token;
  }

  get [netType](): RuntimeType {
    return type;
  }

  /** The token itself, for the one place where a policy writes it into a header. */
  get accessToken(): string {
    return this.#token.accessToken.reveal();
  }

  /** The fields of the token answer, without the tokens themselves. */
  get claims(): Readonly<Record<string, unknown>> {
    return this.#token.claims;
  }

  /** Text of the object is its type, as in .NET; never the token. */
  toString(): string {
    return 'Authorization';
  }

  toJSON(): string {
    return 'Authorization';
  }
}
