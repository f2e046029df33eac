/** What the demo asks of the gateway. The cli hands in the real one: the demo starts it exactly as `fedpass start` does. */
export interface GatewayPort {
  /** Where OAuth servers send the browser back to after consent, for a gateway at this address. */
  redirectUri(publicUrl: string, provider: string): string;
  /** Where they send somebody back to who signed in. */
  signInRedirectUri(publicUrl: string): string;
  start(options: GatewayOptions): Promise<DevGateway>;
}

export interface GatewayOptions {
  /** The configuration file. */
  readonly config: string;
  /** What the configuration may refer to as `${env.NAME}`: the process's own variables and the demo's. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** In place of what the configuration says, which the demo must not touch. */
  readonly port: number;
  readonly publicUrl: string;
  /** A file for the credential store, and one for its keys; absolute. */
  readonly storeFile: string;
  readonly keyFile: string;
  /** Called after the policy documents changed on disk. */
  readonly onReload: (reload: Reload) => void;
}

/** What became of a change. */
export interface Reload {
  /** Names of documents that are served in a new version. */
  readonly changed: readonly string[];
  /** Names of documents that are broken; their last good version goes on serving. */
  readonly broken: readonly string[];
  /** What was found in them, ready to be printed. */
  readonly report: string;
}

/** A gateway that runs. */
export interface DevGateway {
  readonly guards: readonly Guard[];
  connections(): Promise<readonly ConnectionState[]>;
  /**
   * A link that connects this connection once, for the eyes of whoever started the demo; every call makes a new one. Undefined when
   * nobody has to consent to it.
   */
  connectUrl(provider: string, connection: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** Which document stands before a subgraph, and which connections it takes tokens from. */
export interface Guard {
  readonly subgraph: string;
  readonly url: string;
  /** As shown to people, relative to the working folder; undefined when there is none. */
  readonly document: string | undefined;
  readonly connections: readonly { readonly provider: string; readonly connection: string }[];
  /** In words: those that only a call tells. */
  readonly computed?: readonly string[];
}

export interface ConnectionState {
  readonly provider: string;
  readonly connection: string;
  /** `waiting`: nobody has given consent yet. `broken`: it must be given again. `unknown`: the store does not say. */
  readonly status: 'connected' | 'waiting' | 'broken' | 'unknown';
}
