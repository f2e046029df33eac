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
