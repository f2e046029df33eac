import { isIP } from 'node:net';
import { catalogue } from '../providers/catalogue.ts';
import { messages, report, type SettingsProblem } from '../providers/settings-problem.ts';
import type { ParameterValues } from '../settings.ts';
import { opened } from './stored.ts';

/**
 * Where providers that are made through the management API may lead this gateway: https hosts with a name, and what the operator has
 * listed. Otherwise whoever may write resources could have the gateway call into its own network. A name that leads there by DNS still
 * has to show a certificate for that name.
 */
export interface Reach {
  /** `login.internal` or `127.0.0.1`, in lower case, without a port. Listed hosts on loopback may be called by plain http. */
  readonly hosts: readonly string[];
}

/** Parameters that lead where whoever writes resources may not lead the gateway. */
export function checkReach(
  identityProvider: string,
  provider: string,
  parameters: ParameterValues,
  path: readonly string[],
  reach: Reach,
): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const right =
    'only https addresses with a public host name are called for providers made here; the operator lists others in `management.providerHosts`';
  for (const [name, value] of Object.entries(opened(parameters))) {
    const definition = catalogue.get(identityProvider)?.parameters.find((one) => one.name === name);
    const url = urlOf(definition?.format, value);
    if (url !== undefined && !mayReach(url, reach))
      report(problems, messages.badValue, [...path, name], { provider, parameter: name, right });
  }
  return problems;
}

function urlOf(format: string | undefined, value: string): string | undefined {
  if (format === 'url' || format === 'issuer' || format === 'proxy') return value;
  return format === 'host' ? `https://${value}` : undefined;
}

export function mayReach(text: string, { hosts }: Reach): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (hosts.includes(hostname)) return true;
  if (protocol !== 'https:') return false;
  const address = hostname.replace(/^\[|\]$/g, '');
  // Addresses say nothing about who answers there, and a name without a dot is one of the own network.
  return isIP(address) === 0 && hostname.includes('.') && !/(?:^|\.)(?:localhost|local|internal|localdomain|home\.arpa)\.?$/.test(hostname);
}
