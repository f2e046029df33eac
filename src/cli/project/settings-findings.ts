import type { Config, ConfigPath } from '../../config/config.ts';
import { checkIssuers } from '../../credentials/access/check-issuers.ts';
import { checkProviders } from '../../credentials/providers/check-settings.ts';
import type { SettingsProblem } from '../../credentials/providers/settings-problem.ts';
import type { IssuerSettings, ProviderSettings } from '../../credentials/settings.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';

/** What the credential manager would refuse, as findings in the configuration. */
export function settingsFindings(
  config: Pick<Config, 'at' | 'source'>,
  settings: { readonly providers: readonly ProviderSettings[]; readonly issuers: readonly IssuerSettings[] },
): readonly Diagnostic[] {
  const finding =
    (pathOf: (path: readonly string[]) => ConfigPath) =>
    ({ code, text, help, path }: SettingsProblem): Diagnostic => ({
      code,
      severity: 'error',
      message: text,
      ...(help === undefined ? {} : { help }),
      source: config.source,
      span: config.at(pathOf(path)),
    });
  return [
    ...checkProviders(settings.providers).map(finding((path) => ['providers', ...path])),
    ...checkIssuers(settings.issuers).map(finding(([index, ...path]) => ['identity', 'issuers', Number(index), ...path])),
  ];
}
