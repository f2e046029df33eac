import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../config/config.ts';
import { type Check, ok, type SettingsBench, warning } from '../check.ts';

/** How clients can show who they are, in words; undefined when they cannot. Whether they must is for `policies/global.xml` to say. */
function shown({ callers, listen }: Config): string | undefined {
  if (callers.tokenAudience !== undefined || Object.keys(callers.subscriptions).length > 0) return 'clients can show who they are';
  if (listen.tls !== undefined && listen.tls.clientCertificates !== 'none') return 'clients show certificates';
  return undefined;
}

export const access: Check<SettingsBench> = {
  code: 'doctor/clients',
  title: 'something is asked of clients',
  right: 'let `policies/global.xml` ask for a user, a subscription or a certificate, unless the graph is for everybody',
  run({ config }) {
    const how = shown(config);
    return how === undefined ? warning('no client can show who it is: whoever reaches the graph uses the gateway’s connections') : ok(how);
  },
};

export const operations: Check<SettingsBench> = {
  code: 'doctor/operations',
  title: 'strangers run what was reviewed, and nothing else',
  right: '`graph.safelist`: digests that clients register themselves (`graph.persistedQueries`) save bytes and protect nothing',
  run({ config }) {
    if (config.graph.safelist !== undefined) return ok('listed operations alone are run');
    return shown(config) === undefined
      ? warning('whoever reaches the graph runs any operation within the limits')
      : ok('any operation within the limits, of clients that can show who they are');
  },
};

/** Policies that count requests (docs/policies: rate-limit, quota and their -by-key kin). */
const counting = /<(?:rate-limit|quota)(?:-by-key)?[\s>]/;

export const pace: Check<SettingsBench> = {
  code: 'doctor/pace',
  title: 'strangers cannot ask as often as they like',
  right: '`<rate-limit-by-key>` in `policies/global.xml` by `context.Request.IpAddress`, or the same in the proxy before the gateway',
  run({ config }) {
    const file = join(config.policies, 'global.xml');
    const document = existsSync(file) ? readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '') : '';
    if (counting.test(document)) return ok('`policies/global.xml` counts requests');
    return shown(config) === undefined
      ? warning('nothing here counts requests: each costs the backends, and their quotas, what it asks for')
      : ok('clients can show who they are');
  },
};
