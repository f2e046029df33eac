import type { ConfigPath, LintConfig, Located } from '../../../config/config.ts';
import { messageCatalogue } from '../../../diagnostics/catalogue.ts';
import { type Diagnostic, Findings } from '../../../diagnostics/diagnostic.ts';
import { message } from '../../../diagnostics/message.ts';
import { nearest } from '../../../diagnostics/nearest.ts';

const messages = {
  unknownCode: message(
    'lint/unknown-code',
    'warning',
    'no finding has the code `{code}`, so this sets nothing',
    'every finding shows its code in brackets',
  ),
  fixedError: message(
    'lint/error',
    'warning',
    '`{code}` is an error that a document cannot be compiled with, so it stays one',
    'remove this line; a baseline keeps errors that are known from failing a build',
  ),
} as const;

/** Codes in the `lint` section that set nothing. Never an error: a code may have gone with an update. */
export function unknownCodes({ lint, source, keyAt }: Located & { readonly lint: LintConfig }): readonly Diagnostic[] {
  const findings = new Findings();
  const report = findings.reporter(source);
  const codes = [...messageCatalogue.keys()];
  const groups = new Set(codes.map((code) => code.slice(0, code.indexOf('/'))));
  for (const { path, rules } of layersOf(lint))
    for (const [code, { severity }] of Object.entries(rules)) {
      const at = keyAt([...path, code]);
      const known = code.includes('/') ? codes : [...groups];
      const meant = nearest(code, known);
      if (!known.includes(code))
        report(messages.unknownCode, at, { code }, meant === undefined ? {} : { help: `did you mean \`${meant}\`?` });
      else if (severity !== 'error' && messageCatalogue.get(code)?.severity === 'error') report(messages.fixedError, at, { code });
    }
  return findings.all;
}

/** The maps from codes to settings, and where they stand. */
export const layersOf = ({
  rules,
  overrides,
}: LintConfig): readonly { readonly path: ConfigPath; readonly rules: LintConfig['rules'] }[] => [
  { path: ['lint', 'rules'], rules },
  ...overrides.map((override, index) => ({ path: ['lint', 'overrides', index, 'rules'], rules: override.rules })),
];
