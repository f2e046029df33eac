import { rules } from '../../../compiler/2-check/lint/catalogue.ts';
import { settleOptions } from '../../../compiler/2-check/lint/options.ts';
import type { LintConfig, Located } from '../../../config/config.ts';
import { messageCatalogue } from '../../../diagnostics/catalogue.ts';
import { type Diagnostic, Findings } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import { layersOf } from './unknown-codes.ts';

const wrong = message('lint/wrong-options', 'error', '`{code}` does not take the option `{option}` as it is written', '{problem}');

/** Options in the `lint` section that a rule does not take. An error: the rule would run with its defaults, and nobody would know. */
export function wrongOptions({ lint, source, keyAt, at }: Located & { readonly lint: LintConfig }): readonly Diagnostic[] {
  const findings = new Findings();
  const report = findings.reporter(source);
  for (const { path, rules: settings } of layersOf(lint))
    for (const [code, { options }] of Object.entries(settings)) {
      // A code that is misspelt is reported as such.
      if (!messageCatalogue.has(code)) continue;
      const rule = rules.find((one) => one.code === code);
      for (const [option, value] of Object.entries(options)) {
        const settled = settleOptions(rule?.options ?? {}, { [option]: value });
        if (settled.kind === 'options') continue;
        const place = [...path, code, 1, option];
        const known = Object.hasOwn(rule?.options ?? {}, option);
        report(wrong, known ? at(place) : keyAt(place), { code, option, problem: settled.text });
      }
    }
  return findings.all;
}
