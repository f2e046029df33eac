import { connectRedis, type RedisConnection, script } from '../../credentials/store/redis-connection.ts';
import type { Count, Counter, CountRequest } from '../../runtime/ports/counter.ts';

/**
 * A sliding window: a sorted set of amounts by the time they were counted, and their total beside it. KEYS: set, total. ARGV: window in
 * milliseconds, amount, limit, `always` or `never`, a name for this amount that no other has. Gives whether it was granted, the total, and the
 * time until something leaves. The clock is Redis's own, which all gateways share.
 */
const SLIDING = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local window, amount, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - window)
local total = tonumber(redis.call('GET', KEYS[2]) or '0')
if #gone > 0 then
  for _, member in ipairs(gone) do total = total - tonumber(string.match(member, '^%d+')) end
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
end
local granted = ARGV[4] == 'always' or total + amount <= limit
if granted and amount > 0 then
  redis.call('ZADD', KEYS[1], now, ARGV[2] .. ' ' .. ARGV[5])
  total = total + amount
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
if oldest[2] == nil then
  redis.call('DEL', KEYS[1], KEYS[2])
  return {granted and 1 or 0, 0, window}
end
redis.call('SET', KEYS[2], total, 'PX', window)
redis.call('PEXPIRE', KEYS[1], window)
return {granted and 1 or 0, total, tonumber(oldest[2]) + window - now}
`;

/**
 * Fixed windows, one after the other, or one that never ends. KEYS: total. ARGV: window in milliseconds (0: never ends), start, amount,
 * limit, `always` or `never`. The total is kept with the number of its window.
 */
const FIXED = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local window, start, amount, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local number = window == 0 and 0 or math.floor((now - start) / window)
local kept = redis.call('HMGET', KEYS[1], 'window', 'total')
local total = tonumber(kept[1]) == number and tonumber(kept[2]) or 0
local granted = ARGV[5] == 'always' or total + amount <= limit
local left = window == 0 and -1 or start + (number + 1) * window - now
if granted and amount > 0 then
  total = total + amount
  redis.call('HSET', KEYS[1], 'window', number, 'total', total)
  if window > 0 then redis.call('PEXPIRE', KEYS[1], left) end
end
return {granted and 1 or 0, total, left}
`;

const sliding = script(SLIDING);
const fixed = script(FIXED);

/** A counter with the connection that it holds. */
export interface OpenCounter extends Counter {
  close(): Promise<void>;
}

export interface RedisCounterOptions {
  /** What all keys begin with. */
  readonly namespace?: string;
  /** Milliseconds for each count. */
  readonly deadlineMs?: number;
  /** A text that no other call has ever given, to tell equal amounts of one moment apart. */
  readonly unique: () => string;
}

/** Counts in Redis: exact over all gateways that share it. Rejects when Redis cannot be reached. */
export async function openRedisCounter(url: string, name: string, options: RedisCounterOptions): Promise<OpenCounter> {
  const connection = await connectRedis(url, name, { deadlineMs: options.deadlineMs ?? 1_000 });
  const prefix = `${options.namespace ?? 'fedpass'}:count:`;
  const count = (request: CountRequest, always: boolean): Promise<Count> => run(connection, prefix, request, always, options.unique);
  return {
    take: (request) => count(request, false),
    add: (request) => count(request, true),
    close: () => connection.close(),
  };
}

async function run(
  connection: RedisConnection,
  prefix: string,
  request: CountRequest,
  always: boolean,
  unique: () => string,
): Promise<Count> {
  const { key, window, amount, limit } = request;
  // Both keys of a count lie in one slot.
  const set = `${prefix}{${key}}`;
  const mode = always ? 'always' : 'never';
  const reply =
    window.kind === 'sliding'
      ? await connection.run(sliding, [set, `${set}:total`], [String(window.ms), String(amount), String(limit), mode, unique()])
      : await connection.run(
          fixed,
          [set],
          [...(window.kind === 'fixed' ? [String(window.ms), String(window.start)] : ['0', '0']), String(amount), String(limit), mode],
        );
  const [granted, total, left] = Array.isArray(reply) ? reply.map(Number) : [];
  if (granted === undefined || total === undefined || left === undefined) throw new Error('Redis gave no count');
  return { granted: granted === 1, total, retryAfterMs: left < 0 ? undefined : Math.max(1, left) };
}
