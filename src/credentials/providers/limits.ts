import type { ProviderSettings } from '../settings.ts';
import { messages, report, type SettingsProblem } from './settings-problem.ts';

/** How much there may be of everything: APIM's limits by default. */
export interface CredentialLimits {
  readonly providers: number;
  readonly connectionsPerProvider: number;
  readonly policiesPerConnection: number;
}

export const APIM_LIMITS: CredentialLimits = { providers: 1_000, connectionsPerProvider: 10_000, policiesPerConnection: 100 };

/** Reports what is beyond a limit, once for each place. */
export function checkLimits(providers: readonly ProviderSettings[], limits: CredentialLimits, problems: SettingsProblem[]): void {
  const check = (count: number, most: number, what: string, path: readonly string[]): void => {
    if (count > most) report(problems, messages.tooMany, path, { count: String(count), most: String(most), what });
  };
  check(providers.length, limits.providers, 'providers', []);
  for (const { id, connections } of providers) {
    check(connections.length, limits.connectionsPerProvider, `connections of provider \`${id}\``, [id, 'connections']);
    for (const { id: connection, accessPolicies } of connections) {
      const what = `access policies of connection \`${id}/${connection}\``;
      check(accessPolicies.length, limits.policiesPerConnection, what, [id, 'connections', connection, 'accessPolicies']);
    }
  }
}
