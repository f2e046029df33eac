import { join } from 'node:path';
import { GatewayStartError } from '../gateway/start-error.ts';
import { openInFront } from './adversarial/in-front.ts';
import { walkConsent } from './consent/walk-consent.ts';
import { connectStory, demoQuery } from './demo-query.ts';
import { demoEnvironment } from './environment.ts';
import type { DevFacts } from './facts.ts';
import type { DevGateway, GatewayPort, Reload } from './gateway-port.ts';
import { freePort } from './listen.ts';
import { applications } from './oauth/applications.ts';
import { openOAuthServer } from './oauth/server.ts';
import { openDemoServices } from './services/service.ts';
import { openDevState } from './state.ts';

export interface DevOptions {
  /** The configuration file, absolute. */
  readonly config: string;
  /** The folder below which the demo keeps its state, absolute. */
  readonly stateRoot: string;
  /** The gateway's port; its helpers take the seven after it. `0`: any free ones. */
  readonly port: number;
  /** Leave the consent to the person at the printed link. */
  readonly manualConsent: boolean;
  /** Who gives the tokens: a server that behaves, or one in front of it that misbehaves as its page is told to. */
  readonly provider: DevProvider;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly gateway: GatewayPort;
  readonly onReload: (reload: Reload) => void;
  /** Something went wrong in a helper; one sentence without secrets. */
  readonly onProblem: (sentence: string) => void;
}

export type DevProvider = 'behaving' | 'adversarial';

/** The demo, running. */
export interface RunningDev {
  readonly facts: DevFacts;
  close(): Promise<void>;
}

/** The highest port that leaves room for the helpers. */
export const highestPort = 65_535 - 7;

/** Seconds. Nobody waits an hour to see how a token request goes wrong. */
const accessTokenLife: Readonly<Record<DevProvider, number>> = { behaving: 3600, adversarial: 20 };

/** Milliseconds; for all pages of one consent together. */
const consentTime = 15_000;

/**
 * Starts the demo: an OAuth server, services that check its tokens, then the gateway in front of them. Rejects with
 * {@link DevRefusal}, or with whatever the gateway's start rejects with; nothing is left running then.
 */
export async function runDev(options: DevOptions): Promise<RunningDev> {
  for (let attempt = 1; ; attempt++) {
    const opened: (() => Promise<void> | void)[] = [];
    const closeAll = async (): Promise<void> => {
      for (const close of opened.splice(0).reverse()) await close();
    };
    try {
      return await start(options, opened, closeAll);
    } catch (error) {
      await closeAll();
      // The gateway's port must be known before it listens: one that was free may be taken by then, and another will do.
      const taken = error instanceof GatewayStartError && error.kind === 'port-in-use';
      if (!taken || options.port !== 0 || attempt === mostAttempts) throw error;
    }
  }
}

const mostAttempts = 5;

async function start(options: DevOptions, opened: (() => Promise<void> | void)[], close: () => Promise<void>): Promise<RunningDev> {
  const at = (offset: number): number => (options.port === 0 ? 0 : options.port + offset);
  const port = await freePort(at(0));
  const pendingOAuth = await openOAuthServer(at(1));
  opened.push(() => pendingOAuth.close());
  const pendingServices = await openDemoServices(at(2));
  for (const service of pendingServices) opened.push(() => service.close());

  const adversary = options.provider === 'adversarial' ? await openInFront(at(5), () => oauth.tokenUrl) : undefined;
  if (adversary !== undefined) opened.push(() => adversary.close());

  const state = await openDevState(options.stateRoot, options.port);
  opened.push(() => state.close());
  const publicUrl = `http://localhost:${port}`;
  const oauth = await pendingOAuth.start(
    {
      storage: state.records,
      secrets: state.secrets,
      redirectUris: applications
        .filter(({ grant }) => grant === 'authorization_code')
        .map(({ name }) => options.gateway.redirectUri(publicUrl, name)),
      signInRedirectUri: options.gateway.signInRedirectUri(publicUrl),
      accessTokenLife: accessTokenLife[options.provider],
    },
    (message) => options.onProblem(`the OAuth server failed: ${message}`),
  );
  const services = await Promise.all(
    pendingServices.map((service) =>
      service.start(oauth, (message) => options.onProblem(`the ${service.name} service failed: ${message}`)),
    ),
  );

  const gateway = await options.gateway.start({
    config: options.config,
    env: {
      ...options.env,
      ...demoEnvironment({ ...oauth, tokenUrl: adversary?.tokenUrl ?? oauth.tokenUrl }, services, state.secrets.clientSecrets),
    },
    port,
    publicUrl,
    storeFile: join(state.folder, 'credentials.db'),
    keyFile: join(state.folder, 'keys.json'),
    onReload: options.onReload,
  });
  opened.push(() => gateway.close());

  const origins = [publicUrl, `http://127.0.0.1:${port}`, oauth.issuer];
  if (!options.manualConsent) await giveConsent(gateway, origins, options.onProblem);
  const facts: DevFacts = {
    publicUrl,
    oauth,
    ...(adversary === undefined ? {} : { adversary: adversary.origin }),
    services: services.map(({ name, url }) => ({ name, url })),
    guards: gateway.guards,
    connections: await Promise.all(
      (await gateway.connections()).map(async (state) => ({
        ...state,
        connectUrl: await gateway.connectUrl(state.provider, state.connection),
      })),
    ),
    query: demoQuery(gateway.guards.map((guard) => guard.subgraph)),
    ...connectStory(gateway.guards.map((guard) => guard.subgraph)),
  };
  return { facts, close };
}

/** Walks through the consent of every connection that waits for it, as far as the demo's own pages lead. */
async function giveConsent(gateway: DevGateway, origins: readonly string[], onProblem: (sentence: string) => void): Promise<void> {
  const waiting = (await gateway.connections()).filter(({ status }) => status === 'waiting' || status === 'broken');
  for (const { provider, connection } of waiting) {
    const link = await gateway.connectUrl(provider, connection);
    if (link === undefined) continue;
    const failure = await walk(link, origins);
    const now = (await gateway.connections()).find((state) => state.provider === provider && state.connection === connection);
    if (now?.status === 'connected') continue;
    onProblem(
      `${provider}/${connection} is not connected: ${failure ?? 'the consent changed nothing'}; open its connect link in a browser`,
    );
  }
}

/** Why a consent did not come to its end; undefined when it did. The pages say nothing secret. */
async function walk(link: string, origins: readonly string[]): Promise<string | undefined> {
  try {
    const walked = await walkConsent(link, origins, AbortSignal.timeout(consentTime));
    if (walked.kind === 'stopped') return walked.reason;
    return walked.status < 400 ? undefined : `a page answered ${walked.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
