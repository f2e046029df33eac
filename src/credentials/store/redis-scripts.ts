/**
 * The Lua of the Redis store. Each script is one atomic step, and takes the time from Redis.
 *
 * An entry is a hash: `n` its version, `v` its value, `t` set when it has a time to live. A removed lasting entry keeps its `n`.
 * The index (a sorted set in byte order) lists lasting entries; the log is a stream numbered by a counter.
 */

const CLOCK = `
local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end`;

/** Numbers the change, logs it and wakes listeners, in the same step as the write itself. */
const NOTE = `
local function note(counter, log, channel, name, version, kept)
  local seq = redis.call('INCR', counter)
  redis.call('XADD', log, 'MAXLEN', '~', kept, seq .. '-0', 'k', name, 'n', version)
  redis.call('PUBLISH', channel, seq)
end`;

/** KEYS entry → value | false, version */
export const READ = `
local e = redis.call('HMGET', KEYS[1], 'v', 'n')
return { e[1], tonumber(e[2] or '0') }`;

/** KEYS entry, index, counter, log, lease · ARGV expected, value, ttl, epoch, name, channel, kept → 'done' | 'conflict' | 'fenced', version */
export const SWAP = `${NOTE}
local e = redis.call('HMGET', KEYS[1], 'v', 'n')
local version = tonumber(e[2] or '0')
if ARGV[1] == 'absent' then
  if e[1] then return { 'conflict', version } end
elseif version ~= tonumber(ARGV[1]) then
  return { 'conflict', version }
end
if ARGV[4] ~= '' and redis.call('HGET', KEYS[5], 'e') ~= ARGV[4] then return { 'fenced', version } end
version = version + 1
redis.call('HSET', KEYS[1], 'v', ARGV[2], 'n', version)
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[1], 't', '1')
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  redis.call('ZREM', KEYS[2], ARGV[5])
else
  redis.call('HDEL', KEYS[1], 't')
  redis.call('PERSIST', KEYS[1])
  redis.call('ZADD', KEYS[2], 0, ARGV[5])
  note(KEYS[3], KEYS[4], ARGV[6], ARGV[5], version, ARGV[7])
end
return { 'done', version }`;

/** KEYS entry, index, counter, log · ARGV expected or '', name, channel, kept → value | false, version before */
export const REMOVE = `${NOTE}
local e = redis.call('HMGET', KEYS[1], 'v', 'n', 't')
local version = tonumber(e[2] or '0')
if not e[1] or (ARGV[1] ~= '' and version ~= tonumber(ARGV[1])) then return { false, version } end
if e[3] then
  redis.call('DEL', KEYS[1])
else
  redis.call('HDEL', KEYS[1], 'v')
  redis.call('HSET', KEYS[1], 'n', version + 1)
  redis.call('ZREM', KEYS[2], ARGV[2])
  note(KEYS[3], KEYS[4], ARGV[3], ARGV[2], version + 1, ARGV[4])
end
return { e[1], version }`;

/** KEYS lease · ARGV owner, ms → epoch, or 0 while it is held. The hash is never removed: epochs only go up. */
export const ACQUIRE = `${CLOCK}
local l = redis.call('HMGET', KEYS[1], 'e', 'u')
local time = now()
if l[2] and tonumber(l[2]) > time then return 0 end
local epoch = tonumber(l[1] or '0') + 1
redis.call('HSET', KEYS[1], 'e', epoch, 'o', ARGV[1], 'u', string.format('%.0f', time + tonumber(ARGV[2])))
return epoch`;

/** KEYS lease · ARGV epoch, ms (0 ends it) → 1 | 0 */
export const EXTEND = `${CLOCK}
local l = redis.call('HMGET', KEYS[1], 'e', 'u')
local time = now()
if l[1] ~= ARGV[1] or tonumber(l[2]) <= time then return 0 end
local ms = tonumber(ARGV[2])
redis.call('HSET', KEYS[1], 'u', ms == 0 and '0' or string.format('%.0f', time + ms))
return 1`;

/** KEYS count · ARGV most, ms of the window → 1 | 0, ms that are left of it */
export const COUNT = `
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count >= tonumber(ARGV[1]) then return { 0, redis.call('PTTL', KEYS[1]) } end
redis.call('INCR', KEYS[1])
if count == 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return { 1, redis.call('PTTL', KEYS[1]) }`;

/** KEYS counter, log · ARGV first wanted or 'latest', limit → last, [[id, [k, name, n, version]] …] */
export const CHANGES = `
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
if ARGV[1] == 'latest' then return { last, {} } end
return { last, redis.call('XRANGE', KEYS[2], ARGV[1] .. '-0', '+', 'COUNT', ARGV[2]) }`;
