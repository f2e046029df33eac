/** A scope that a demo application may ask for. */
export interface DemoScope {
  readonly name: string;
  /** What the consent page says. */
  readonly means: string;
}

/** One backend, as the OAuth server knows it: the client that may get tokens for it, and the audience those tokens carry. */
export interface DemoApplication {
  /** The subgraph, provider and service of that name. */
  readonly name: 'crm' | 'billing' | 'projects' | 'github' | 'support';
  /** What its service speaks, as `kind` in the configuration. */
  readonly kind: 'federation' | 'graphql' | 'rest';
  readonly title: string;
  readonly clientId: string;
  readonly grant: 'client_credentials' | 'authorization_code';
  /** The resource indicator (RFC 8707) of the backend, and the `aud` of its tokens. A name, not an address: it stays when ports change. */
  readonly audience: string;
  readonly scopes: readonly DemoScope[];
  /** What the stand-in service demands. */
  readonly requiredScope: string;
}

/** One client per credential provider. What each may get tokens for is fixed here: no client reaches another's audience. */
export const applications: readonly DemoApplication[] = [
  {
    name: 'crm',
    kind: 'federation',
    title: 'CRM',
    clientId: 'fedpass-crm',
    grant: 'client_credentials',
    audience: 'https://crm.example.com',
    scopes: [{ name: 'crm.read', means: 'Read customers and contacts' }],
    requiredScope: 'crm.read',
  },
  {
    name: 'billing',
    kind: 'federation',
    title: 'Billing',
    clientId: 'fedpass-billing',
    grant: 'client_credentials',
    audience: 'https://billing.example.com',
    scopes: [{ name: 'billing.read', means: 'Read plans and invoices' }],
    requiredScope: 'billing.read',
  },
  {
    name: 'projects',
    kind: 'federation',
    title: 'Projects',
    clientId: 'fedpass-projects',
    grant: 'authorization_code',
    audience: 'https://projects.example.com',
    scopes: [{ name: 'projects.read', means: 'Read the issues and projects you can see' }],
    requiredScope: 'projects.read',
  },
  {
    name: 'github',
    kind: 'graphql',
    title: 'GitHub stand-in',
    clientId: 'fedpass-github',
    grant: 'authorization_code',
    audience: 'https://github.example.com',
    scopes: [{ name: 'repo.read', means: 'Read the repositories and issues you can see' }],
    requiredScope: 'repo.read',
  },
  {
    name: 'support',
    kind: 'rest',
    title: 'Support desk',
    clientId: 'fedpass-support',
    grant: 'client_credentials',
    audience: 'https://support.example.com',
    scopes: [{ name: 'tickets.read', means: 'Read tickets' }],
    requiredScope: 'tickets.read',
  },
];

/** The gateway as a client that asks who is there, and gets tokens for nothing. */
export const signInClientId = 'fedpass-sign-in';

/** The audience of tokens that people bring to the gateway. */
export const gatewayAudience = 'https://graph.example.com';

/** The application of a client id, or of an audience. */
export const applicationOf = (text: string | undefined): DemoApplication | undefined =>
  applications.find((application) => application.clientId === text || application.audience === text);
