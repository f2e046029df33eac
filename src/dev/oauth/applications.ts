/** A scope that a demo application may ask for. */
export interface DemoScope {
  readonly name: string;
  /** What the consent page says. */
  readonly means: string;
}

/** One backend, as the OAuth server knows it: the client that may get tokens for it, and the audience those tokens carry. */
export interface DemoApplication {
  /** The subgraph, provider and service of that name. */
  readonly name: 'crm' | 'billing' | 'projects';
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
    title: 'CRM',
    clientId: 'fedpass-crm',
    grant: 'client_credentials',
    audience: 'https://crm.example.com',
    scopes: [{ name: 'crm.read', means: 'Read customers and contacts' }],
    requiredScope: 'crm.read',
  },
  {
    name: 'billing',
    title: 'Billing',
    clientId: 'fedpass-billing',
    grant: 'client_credentials',
    audience: 'https://billing.example.com',
    scopes: [{ name: 'billing.read', means: 'Read plans and invoices' }],
    requiredScope: 'billing.read',
  },
  {
    name: 'projects',
    title: 'Projects',
    clientId: 'fedpass-projects',
    grant: 'authorization_code',
    audience: 'https://projects.example.com',
    scopes: [{ name: 'projects.read', means: 'Read the issues and projects you can see' }],
    requiredScope: 'projects.read',
  },
];

/** The application of a client id, or of an audience. */
export const applicationOf = (text: string | undefined): DemoApplication | undefined =>
  applications.find((application) => application.clientId === text || application.audience === text);
