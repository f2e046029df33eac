import type { ProviderSettings } from '../settings.ts';
import { catalogue } from './catalogue.ts';
import { checkParameters } from './check-parameters.ts';
import { APIM_LIMITS, type CredentialLimits, checkLimits } from './limits.ts';
import { list, messages, report, type SettingsProblem } from './settings-problem.ts';

/** Lets token endpoints be plain http on other machines. An exported symbol, so that no configuration file can say it by accident. */
export const allowPlainHttp: unique symbol = Symbol('allowPlainHttp');

export interface CheckOptions {
  readonly [allowPlainHttp]?: true;
  /** How much there may be of everything; APIM's limits by default. */
  readonly settingsLimits?: CredentialLimits;
}

/** Everything that cannot work in these settings, in their order. */
export function checkProviders(providers: readonly ProviderSettings[], options: CheckOptions = {}): readonly SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  checkIds(providers, [], problems);
  checkLimits(providers, options.settingsLimits ?? APIM_LIMITS, problems);
  for (const provider of providers) {
    const definition = catalogue.get(provider.identityProvider);
    checkIds(provider.connections, [provider.id, 'connections'], problems);
    if (definition === undefined) {
      const known = list([...catalogue.keys()]);
      report(problems, messages.unknownKind, [provider.id, 'identityProvider'], {
        provider: provider.id,
        kind: provider.identityProvider,
        known,
      });
    } else if (!definition.grantTypes.includes(provider.grantType)) {
      const at = { provider: provider.id, kind: definition.id, grant: provider.grantType, offered: list(definition.grantTypes) };
      report(problems, messages.noSuchGrant, [provider.id, 'grantType'], at);
    } else {
      checkParameters(provider, definition, options[allowPlainHttp] ? 'anywhere' : 'loopback', problems);
    }
  }
  return problems;
}

/** APIM's pattern for ids, and what a URL path would lose. */
export const isId = (id: string): boolean => /^[^*#&+:<>?/\\\p{Cc}]{1,256}$/u.test(id) && id !== '.' && id !== '..';

function checkIds(items: readonly { readonly id: string }[], path: readonly string[], problems: SettingsProblem[]): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (!isId(id)) report(problems, messages.badId, [...path, id], { id });
    if (seen.has(id.toLowerCase())) report(problems, messages.duplicateId, [...path, id], { id });
    seen.add(id.toLowerCase());
  }
}
