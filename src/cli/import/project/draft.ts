import { Gaps, gaps } from '../gaps.ts';
import { partsOf, type Text, type Unknown } from '../value.ts';
import { Settings } from './settings.ts';

/** A plain tree, as YAML writes it down. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [name: string]: Plain };

/** A project on its way to be written. */
export class Draft {
  readonly gaps = new Gaps();
  readonly settings = new Settings();
  /** Sections of `fedpass.yaml`, by key and then by name. */
  readonly sections = new Map<string, Map<string, Plain>>();
  /** Policy documents by their name below the policies folder. */
  readonly documents = new Map<string, string>();

  set(section: string, name: string, value: Plain): void {
    const entries = this.sections.get(section) ?? new Map<string, Plain>();
    this.sections.set(section, entries.set(name, value));
  }

  has(section: string, name: string): boolean {
    return [...(this.sections.get(section)?.keys() ?? [])].some((key) => key.toLowerCase() === name.toLowerCase());
  }

  /**
   * A text as documents take it: what is not known becomes a named value, whose text is taken from the environment. Undefined when nothing of it is
   * known: what is no text at all is no document.
   */
  document(text: Text, where: string): string | undefined {
    if (partsOf(text).every((part) => typeof part !== 'string')) return undefined;
    return partsOf(text)
      .map((part) => (typeof part === 'string' ? part : `{{${this.#namedValue(part, where)}}}`))
      .join('');
  }

  #namedValue(part: Unknown, where: string): string {
    const variable = this.settings.unknown(part, where);
    const name = variable.toLowerCase().replaceAll('_', '-');
    if (!this.has('namedValues', name)) {
      const isSecret = this.settings.all.some((setting) => setting.name === variable && setting.secret);
      this.set('namedValues', name, isSecret ? { secret: `\${env.${variable}}` } : { value: `\${env.${variable}}` });
    }
    return name;
  }

  /** A secret is taken from the environment, whatever stood in the export; what stood there in plain sight is told. */
  secret(words: readonly string[], what: string, given: Text | undefined, where: string): string {
    const env = this.settings.variable(words, { key: words.join('/'), what, secret: true, where });
    if (typeof given === 'string') this.gaps.add(gaps.secret, where, { what, env });
    return `\${env.${env}}`;
  }
}
