/** What a user may set about a rule. Every option has a default, and none is needed. */
export type RuleOption =
  | { readonly kind: 'texts'; readonly fallback: readonly string[]; readonly docs: string }
  | { readonly kind: 'count'; readonly fallback: number; readonly docs: string };

export type RuleOptions = Readonly<Record<string, RuleOption>>;

/** The values of a rule's options, as its check sees them. */
export type OptionValues<Options extends RuleOptions> = {
  readonly [Name in keyof Options]: OptionValue<Options[Name]>;
};

type OptionValue<Option extends RuleOption> = Option extends { readonly kind: 'texts' } ? readonly string[] : number;

/** A list of texts. */
export const texts = (fallback: readonly string[], docs: string) => ({ kind: 'texts', fallback, docs }) as const;
/** A whole number from 0 on. */
export const count = (fallback: number, docs: string) => ({ kind: 'count', fallback, docs }) as const;

/** Options as given, held against what a rule knows. */
export type Settled =
  | { readonly kind: 'options'; readonly values: Readonly<Record<string, readonly string[] | number>> }
  | { readonly kind: 'problem'; readonly option: string; readonly text: string };

/** Checks given options and fills in the defaults. The first thing wrong is said in words, for whoever read them to place. */
export function settleOptions(options: RuleOptions, given: Readonly<Record<string, unknown>> = {}): Settled {
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const known = Object.keys(options);
      return {
        kind: 'problem',
        option: name,
        text: known.length === 0 ? 'the rule has no options' : `the options are ${known.join(', ')}`,
      };
    }
    if (option.kind === 'texts' && !(Array.isArray(value) && value.every((item) => typeof item === 'string')))
      return { kind: 'problem', option: name, text: 'it is a list of texts' };
    if (option.kind === 'count' && !(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0))
      return { kind: 'problem', option: name, text: 'it is a whole number from 0 on' };
  }
  return { kind: 'options', values: { ...defaultsOf(options), ...(given as OptionRecord) } };
}

type OptionRecord = Readonly<Record<string, readonly string[] | number>>;

/** Every option's default. */
export const defaultsOf = (options: RuleOptions): OptionRecord =>
  Object.fromEntries(Object.entries(options).map(([name, { fallback }]) => [name, fallback]));

/** The JSON Schema of a rule's options, for editors and for the schema of the configuration. */
export const optionsSchema = (options: RuleOptions): object => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(options).map(([name, { kind, fallback, docs }]) => [
      name,
      kind === 'texts'
        ? { type: 'array', items: { type: 'string' }, default: fallback, description: docs }
        : { type: 'integer', minimum: 0, default: fallback, description: docs },
    ]),
  ),
});
