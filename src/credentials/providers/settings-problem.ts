import { fill, type Holes, type Message, message, type Params } from '../../diagnostics/message.ts';

/** Something in the settings that cannot work, with the way to it: `['github', 'connections', 'org', 'parameters', 'clientId']`. */
export interface SettingsProblem {
  readonly code: string;
  /** The text with its holes filled; no parameter's value is ever in it. */
  readonly text: string;
  readonly help?: string;
  readonly path: readonly string[];
}

/** The settings cannot be used; nothing was changed. */
export class SettingsError extends Error {
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    super(problems.map(({ text }) => text).join('; '));
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

export const messages = {
  badId: message(
    'credential-provider/bad-id',
    'error',
    '`{id}` cannot be an id',
    'an id has 1 to 256 characters, none of `* # & + : < > ? / \\`, no control character, and is not `.` or `..`',
  ),
  duplicateId: message('credential-provider/duplicate-id', 'error', 'there are two of id `{id}`', 'ids ignore case; rename one of them'),
  tooMany: message(
    'credential-provider/too-many',
    'error',
    'there are {count} {what}, and at most {most} are taken',
    'remove what is no longer used, or raise the limit',
  ),
  unknownKind: message(
    'credential-provider/unknown-kind',
    'error',
    'provider `{provider}` has the unknown identity provider `{kind}`',
    'there are {known}; any other OAuth server is an `oauth2` or `oauth2pkce`',
  ),
  noSuchGrant: message(
    'credential-provider/no-such-grant',
    'error',
    '`{kind}` does not offer grant type `{grant}` (provider `{provider}`)',
    'it offers {offered}',
  ),
  unknownParameter: message(
    'credential-provider/unknown-parameter',
    'error',
    '`{parameter}` is no parameter of `{kind}` with grant type `{grant}` (provider `{provider}`)',
    'there are {known}',
  ),
  missingParameter: message(
    'credential-provider/missing-parameter',
    'error',
    'provider `{provider}` needs the parameter `{parameter}`',
    '{docs}',
  ),
  missingOnConnection: message(
    'credential-provider/missing-on-connection',
    'error',
    'connection `{provider}/{connection}` needs the parameter `{parameter}`',
    'only with authorization code is it the provider’s alone: {docs}',
  ),
  notOnConnection: message(
    'credential-provider/not-on-connection',
    'error',
    '`{parameter}` belongs to provider `{provider}`, not to its connection `{connection}`',
    'with authorization code all connections of a provider are the same client',
  ),
  badUrl: message(
    'credential-provider/bad-url',
    'error',
    '`{parameter}` of provider `{provider}` is not an https URL',
    'plain http is allowed only for this machine (`http://127.0.0.1`, `http://localhost`); user name, password and fragment never',
  ),
  badValue: message('credential-provider/bad-value', 'error', '`{parameter}` of provider `{provider}` cannot have this value', '{right}'),
  noCaller: message(
    'credential-provider/no-caller',
    'error',
    'connection `{provider}/{connection}` exchanges the token of its caller, but lets in only the gateway, which has none',
    'name users, groups or applications in its access policies, and ask for it with `identity-type="jwt"`',
  ),
} as const;

export const list = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');

/** Adds a problem. The parameters fill the holes of text and help. */
export function report<Text extends string>(
  problems: SettingsProblem[],
  { code, text, help }: Message<Text>,
  path: readonly string[],
  params: Params<Text> & Partial<Record<Holes<Text> | string, string>>,
): void {
  problems.push({ code, text: fill(text, params), ...(help === undefined ? {} : { help: fill(help, params) }), path });
}
