/** What .NET knows of a scheme. */
export interface SchemeRules {
  /** The port when none is written; -1 for none. */
  readonly port: number;
  /** Whether `//` and a host have to follow the scheme, may follow it, or never do. */
  readonly authority: 'required' | 'optional' | 'mail';
  readonly emptyHost: boolean;
  readonly query: boolean;
}

const internet = (port: number, query = true): SchemeRules => ({ port, authority: 'required', emptyHost: false, query });

const known: ReadonlyMap<string, SchemeRules> = new Map([
  ['http', internet(80)],
  ['https', internet(443)],
  ['ws', internet(80)],
  ['wss', internet(443)],
  ['ftp', internet(21, false)],
  ['gopher', internet(70)],
  ['nntp', internet(119)],
  ['telnet', internet(23)],
  ['net.tcp', internet(808)],
  ['net.pipe', internet(-1)],
  ['ldap', { ...internet(389), emptyHost: true }],
  ['file', { port: -1, authority: 'required', emptyHost: true, query: true }],
  ['mailto', { port: 25, authority: 'mail', emptyHost: true, query: true }],
]);

const unknown: SchemeRules = { port: -1, authority: 'optional', emptyHost: true, query: true };

export const schemeRules = (scheme: string): SchemeRules => known.get(scheme) ?? unknown;

export const isSchemeName = (text: string): boolean => /^[A-Za-z][A-Za-z0-9+\-.]*$/.test(text);
