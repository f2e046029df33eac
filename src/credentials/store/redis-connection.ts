import { createHash } from 'node:crypto';
import { createClient } from '@keyv/redis';
import { StoreError } from './store.ts';

/** What a reply of the scripts here can be. */
export type Reply = string | number | null | readonly Reply[];

/** A script with its digest, made once. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

export const script = (text: string): Script => ({ text, sha: createHash('sha1').update(text).digest('hex') });

/** A Redis connection whose every call ends: with a reply, or with a {@link StoreError} at the deadline. */
export interface RedisConnection {
  /** Runs a script by its digest; its text is sent only when Redis does not know it. */
  run(script: Script, keys: readonly string[], args: readonly string[]): Promise<Reply>;
  info(section: string): Promise<string>;
  /** Waits until so many replicas have what was written here; resolves with how many have, after `ms` at the latest. */
  waitForReplicas(count: number, ms: number): Promise<number>;
  /** Calls `wake` on each message, and after each reconnect, when messages may have been missed. */
  listen(channel: string, wake: () => void): Promise<void>;
  close(): Promise<void>;
}

export interface RedisConnectionOptions {
  /** Milliseconds for each call, connecting included. */
  readonly deadlineMs: number;
}

type Client = ReturnType<typeof createClient>;

/** Connects, or rejects with one sentence. `name` is what it is called there, such as `credential store redis://…`: never the URL, which may hold a password. */
export async function connectRedis(url: string, name: string, options: RedisConnectionOptions): Promise<RedisConnection> {
  let opened = false;
  const client: Client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: options.deadlineMs,
      // While opening, the first failure is the answer. Later the connection comes back by itself.
      reconnectStrategy: (retries) => (opened ? Math.min(50 * 2 ** Math.min(retries, 6), 2_000) : false),
    },
  });
  // Without a listener an 'error' event ends the process. Calls report their own failures.
  let first: unknown;
  client.on('error', (error: unknown) => {
    first ??= error;
  });
  try {
    await bounded(client.connect(), options.deadlineMs, name);
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw new StoreError('store/cannot-open', `the ${name} cannot be reached (${reason(first ?? error)})`);
  }
  opened = true;
  let listener: Client | undefined;

  const call = async <T>(command: Promise<T>): Promise<T> => {
    try {
      return await bounded(command, options.deadlineMs, name);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      if (!client.isOpen) throw new StoreError('store/closed', `the ${name} is closed`);
      if (!client.isReady) throw new StoreError('store/unreachable', `the ${name} cannot be reached (${reason(error)})`);
      throw new StoreError('store/failed', `the ${name} failed (${reason(error)})`);
    }
  };

  return {
    async run(program, keys, args) {
      const given = { keys: [...keys], arguments: [...args] };
      return (await call(
        client.evalSha(program.sha, given).catch((error: unknown) => {
          if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return client.eval(program.text, given);
          throw error;
        }),
      )) as Reply;
    },
    info: (section) => call(client.info(section)),
    waitForReplicas: (count, ms) => call(client.wait(count, ms)),
    async listen(channel, wake) {
      const subscriber = client.duplicate();
      listener = subscriber;
      subscriber.on('error', () => undefined);
      subscriber.on('ready', wake);
      await call(subscriber.connect());
      await call(subscriber.subscribe(channel, wake));
    },
    async close() {
      if (listener?.isOpen) listener.destroy();
      if (client.isOpen) client.destroy();
    },
  };
}

/** Settles at the deadline at the latest; a late reply is dropped. */
async function bounded<T>(call: Promise<T>, ms: number, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreError('store/timeout', `the ${name} did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A code or the first words of a Redis error; never its whole text, which may repeat arguments. */
function reason(error: unknown): string {
  if (error instanceof StoreError) return error.code;
  if (!(error instanceof Error)) return 'unknown reason';
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.message.startsWith('Unknown RESP type')) return 'what answers there is no Redis';
  return /^[A-Z]{3,20}\b/.exec(error.message)?.[0] ?? error.name;
}
