import type { Config } from '../../../config/config.ts';
import { isLoopback } from '../../../gateway/1-accept/host-names.ts';
import { type Check, failed, ok, type SettingsBench, skipped, warning } from '../check.ts';

/** An address that others reach without TLS. */
const isOpen = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'http:' && !isLoopback(new URL(text).hostname.replace(/^\[|\]$/g, ''));

export const listening: Check<SettingsBench> = {
  code: 'doctor/listen',
  title: 'the graph is reached by TLS, or from this machine alone',
  right: 'an `https` address in `listen.publicUrl`, and `listen.tls` or a proxy that speaks it, listed in `listen.trustedProxies`',
  run({ config: { listen } }) {
    if (listen.tls !== undefined) return ok('it speaks TLS itself');
    if (isLoopback(listen.host)) return ok(`it listens on ${listen.host} alone`);
    if (listen.publicUrl === undefined || isOpen(listen.publicUrl))
      return failed(`it listens on ${listen.host}, and its public address is not https`);
    return listen.trustedProxies.length > 0
      ? ok('a proxy in front speaks TLS')
      : warning('its public address is https, and no proxy is trusted: addresses of clients are those of the proxy');
  },
};

export const managementListening: Check<SettingsBench> = {
  code: 'doctor/management-listen',
  title: 'the management API is reached by TLS, or from this machine alone',
  right: '`management.listen.host: 127.0.0.1`, or `management.listen.tls`',
  run({ config: { management } }) {
    if (management.kind === 'off') return skipped('it is off');
    const { host, tls } = management.listen;
    if (tls !== undefined) return ok('it speaks TLS');
    return isLoopback(host) ? ok(`it listens on ${host} alone`) : failed(`it listens on ${host} without TLS`);
  },
};

export const backends: Check<SettingsBench> = {
  code: 'doctor/backends',
  title: 'backends are called by TLS',
  right: '`https` addresses: the tokens of the backend stand in the calls',
  run({ config }) {
    const open = backendUrls(config).filter(([, url]) => isOpen(url));
    return open.length === 0
      ? ok('all of them, or they are on this machine')
      : warning(`in the clear: ${open.map(([name]) => `\`${name}\``).join(', ')}`);
  },
};

const backendUrls = ({ subgraphs, apis }: Config): readonly (readonly [string, string])[] =>
  [...Object.entries(subgraphs), ...Object.entries(apis)].flatMap(([name, { url }]) =>
    url === undefined || url === '' ? [] : [[name, url] as const],
  );

/** Addresses at which clouds tell machines their secrets, and names that are all of a country or a company. */
const metadata: ReadonlySet<string> = new Set([
  '169.254.169.254',
  '[fd00:ec2::254]',
  '169.254.170.2',
  'metadata.google.internal',
  '100.100.100.200',
  '168.63.129.16',
]);

export const egress: Check<SettingsBench> = {
  code: 'doctor/egress',
  title: 'policies can send where they must, and nowhere else',
  right: 'list whole names in `egress.allow`, with their ports, and never an address of machine metadata',
  run({ config: { egress: rules } }) {
    const hosts = rules.allow.map((rule) => (rule.kind === 'host' ? rule.host : `*${rule.suffix}`));
    const secrets = hosts.filter((host) => metadata.has(host));
    if (secrets.length > 0) return failed(`metadata of the machine may be asked: ${secrets.map((host) => `\`${host}\``).join(', ')}`);
    const wide = hosts.filter((host) => /^\*\.[^.]+$/.test(host));
    if (wide.length > 0) return failed(`whole top-level domains are allowed: ${wide.map((host) => `\`${host}\``).join(', ')}`);
    const wild = hosts.filter((host) => host.startsWith('*'));
    return wild.length === 0
      ? ok(`${hosts.length} hosts beside the backends`)
      : warning(`every name below ${wild.map((host) => `\`${host.slice(2)}\``).join(', ')} is allowed`);
  },
};

export const environment: Check<SettingsBench> = {
  code: 'doctor/environment',
  title: 'nothing in the environment weakens TLS or opens the process',
  right: 'unset `NODE_TLS_REJECT_UNAUTHORIZED`; private authorities go into `NODE_EXTRA_CA_CERTS`',
  run({ env }) {
    const options = env['NODE_OPTIONS'] ?? '';
    const faults = [
      ...(env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' ? ['`NODE_TLS_REJECT_UNAUTHORIZED=0` trusts every certificate'] : []),
      ...(/--inspect/.test(options) ? ['`--inspect` lets a debugger in'] : []),
      ...(/--tls-min-v1\.[01]/.test(options) ? ['TLS older than 1.2 is spoken'] : []),
      ...(/--insecure-http-parser/.test(options) ? ['HTTP is read leniently'] : []),
    ];
    return faults.length === 0 ? ok('nothing') : failed(faults.join('; '));
  },
};
