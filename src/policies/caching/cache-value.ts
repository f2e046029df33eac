import { message } from '../../diagnostics/message.ts';
import type { Exchange } from '../../runtime/exchange.ts';
import { type Flow, next, type Section } from '../../runtime/handler.ts';
import { describe } from '../../runtime/pipeline.ts';
import { type Args, any, definePolicy, idAttribute, int, literal, one, text, valueNow, variableName } from '../define.ts';
import { ChosenCache, cacheDocs, cachingType, type Kept, valueKey } from './chosen-cache.ts';

const refreshLate = message(
  'cache-value/refresh-after',
  'warning',
  'a value that expires after {expires} seconds is never refreshed after {refresh}',
  'let refresh-after be less than expires-after, or leave it out',
);

/** Seconds that a value is kept where nothing is said. */
const usualSeconds = 28_800;

const policy = definePolicy({
  name: 'cache-value',
  summary: 'Reads a value from the cache, and computes it when it is not there.',
  docs: `When there is no value, the policies in \`<value>\` run; what they leave in the variable is kept. After \`refresh-after\` seconds one request in this process computes it anew while the others still get the old one, and so does that one when computing fails. ${cacheDocs}\n\nAPI Management does not document this policy; what it does here is what Microsoft's policy toolkit says of it.`,
  sections: ['inbound', 'backend', 'outbound', 'on-error'],
  scopes: ['global', 'subgraph', 'api'],
  form: 'block',
  effect: 'async',
  element: {
    attributes: {
      key: text({ required: true, docs: 'The key.' }),
      'variable-name': variableName({ required: true, expression: false, docs: 'The variable that holds the value.' }),
      'expires-after': int()({ lazy: true, docs: 'Seconds that it is kept; eight hours without it.' }),
      'refresh-after': int()({ lazy: true, docs: 'Seconds after which it is computed anew; `expires-after` without it.' }),
      'default-value': any({ docs: 'What the variable receives when nothing was computed.' }),
      'caching-type': cachingType,
      id: idAttribute,
    },
    children: { value: one({ policies: true }, 'The policies that compute the value.') },
  },
  messages: { refreshLate },
  check(element, report) {
    const expires = literal(element, 'expires-after') ?? String(usualSeconds);
    const refresh = literal(element, 'refresh-after');
    if (refresh !== undefined && Number(refresh) > Number(expires))
      report(refreshLate, element.attributes.get('refresh-after')?.value.span ?? element.nameSpan, { expires, refresh });
  },
  examples: [
    {
      title: 'Compute once',
      xml: '<cache-value key="team" variable-name="team" expires-after="600"><value><set-variable name="team" value="blue" /></value></cache-value><cache-lookup-value key="team" variable-name="other" />',
      expect: { variables: { team: 'blue', other: 'blue' } },
    },
  ],
});
export default policy;

/** Reference: cache-value. Rejects with what the policies inside reject with, unless there is an old value. */
export async function run(x: Exchange, args: Args<typeof policy>, body: Section): Promise<Flow> {
  const cache = new ChosenCache(x, args.cachingType, 'cache-value');
  const key = valueKey(args.key);
  const text = await cache.get(key);
  const kept = text === undefined ? undefined : cache.read(text);
  if (kept === undefined) return compute(x, args, body, cache, key);
  if (kept.refreshAt !== undefined && kept.refreshAt <= x.context.host.clock.now()) {
    const release = x.ports.slots.take(`cache-value ${key}`, 1);
    if (release !== undefined)
      try {
        return await refresh(x, args, body, cache, key, kept);
      } finally {
        release();
      }
  }
  x.context.variables.set(args.variableName, kept.value);
  return next;
}

async function compute(x: Exchange, args: Args<typeof policy>, body: Section, cache: ChosenCache, key: string): Promise<Flow> {
  const before = x.context.variables.get(args.variableName);
  const flow = await body(x);
  if (flow !== next) return flow;
  const made = x.context.variables.get(args.variableName);
  if (made === undefined || made === null || made === before) {
    if (args.defaultValue !== undefined && (made === undefined || made === null))
      x.context.variables.set(args.variableName, args.defaultValue);
    return next;
  }
  const expires = valueNow(x, args.expiresAfter) ?? usualSeconds;
  const refreshAt = Math.round(x.context.host.clock.now()) + (valueNow(x, args.refreshAfter) ?? expires) * 1000;
  const text = cache.write(made, refreshAt);
  if (text !== undefined) await cache.set(key, text, expires);
  return next;
}

async function refresh(x: Exchange, args: Args<typeof policy>, body: Section, cache: ChosenCache, key: string, old: Kept): Promise<Flow> {
  const site = x.site;
  try {
    const flow = await compute(x, args, body, cache, key);
    const made = x.context.variables.get(args.variableName);
    if (made === undefined || made === null) x.context.variables.set(args.variableName, old.value);
    return flow;
  } catch (error) {
    if (x.signal?.aborted === true) throw error;
    const { message: why } = describe(error, x.site.policy);
    x.on(site);
    cache.trace(`the value could not be computed anew, and the old one is used: ${why}`);
    x.context.variables.set(args.variableName, old.value);
    return next;
  }
}
