import * as z from 'zod';
import { type NameRule, named } from '../scalars/name.ts';
import { line } from '../scalars/text.ts';

/** How much a finding weighs for whoever configures it. */
export type LintSeverity = 'off' | 'info' | 'warning' | 'error';

/** What the configuration says of a code: its severity, and options for the rule behind it, passed on as they are. */
export interface LintSetting {
  readonly severity: LintSeverity;
  readonly options: Readonly<Record<string, unknown>>;
}

const codes: NameRule = {
  what: 'a rule',
  sample: 'unsupported/policy',
  form: /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)?$/,
  allowed: 'a code such as `unsupported/policy`, or what stands before its slash, which means all of those',
};

const severity = z.enum(['off', 'info', 'warning', 'error']);

const setting = z
  .union([
    severity.transform((given): LintSetting => ({ severity: given, options: {} })),
    z.tuple([severity, z.record(z.string(), z.unknown())]).transform(([given, options]): LintSetting => ({ severity: given, options })),
  ])
  .meta({ words: '`off`, `info`, `warning` or `error`, or a list of that and the options of the rule', samples: ['info', 'off'] });

const rules = () => named(codes, setting).default({});

export const lint = z
  .strictObject({
    rules: rules()
      .describe(
        'How much findings weigh, by code or by group: `off`, `info`, `warning` or `error`; for a rule with options a list of that and the options, `[warning, { … }]`. An error that a document cannot be compiled with stays an error.',
      )
      .meta({ samples: [{ unsupported: 'info', 'document/no-place': 'off' }] }),
    overrides: z
      .array(
        z.strictObject({
          files: z
            .array(line(1024))
            .min(1)
            .describe(
              'Files and folders, taken from the folder of this file. `*` stands for any characters but `/`, `**` for any folders, `?` for one character.',
            )
            .meta({ samples: [['policies/fragments', 'policies/subgraphs/legacy-*.xml']] }),
          rules: rules()
            .describe('As above, for these files.')
            .meta({ samples: [{ unsupported: 'off' }] }),
        }),
      )
      .max(1000)
      .default([])
      .describe('What holds in some folders only. A later entry wins over an earlier one; inside one entry a code wins over its group.')
      .meta({ samples: [[{ files: ['policies/fragments'], rules: { unsupported: 'off' } }]] }),
  })
  .prefault({})
  .describe('How much the findings of `fedpass lint` weigh, by folder.');
