import { createHash } from 'node:crypto';
import { tellsOfSecret } from '../../../config/scalars/secret-name.ts';
import { partsOf, type Text, type Unknown } from '../value.ts';

/** An environment variable that the written project takes a value from. */
export interface Setting {
  readonly name: string;
  /** What it is for, as one phrase. */
  readonly what: string;
  readonly secret: boolean;
  /** In the export. */
  readonly where: string;
}

/** The environment variables of the project, each with a name of its own. */
export class Settings {
  readonly #known = new Map<string, { readonly key: string; readonly setting: Setting }>();

  get all(): readonly Setting[] {
    return [...this.#known.values()].map(({ setting }) => setting).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** The variable for a thing; the same one whenever the same thing is meant. `words` become its name. */
  variable(words: readonly string[], about: Omit<Setting, 'name'> & { readonly key: string }): string {
    const { key, ...rest } = about;
    const wanted = nameFrom(words);
    for (let turn = 1; ; turn++) {
      const name = turn === 1 ? wanted : `${wanted}_${turn}`;
      const there = this.#known.get(name);
      if (there === undefined) this.#known.set(name, { key, setting: { name, ...rest } });
      if (there === undefined || there.key === key) return name;
    }
  }

  /** The variable for something that the template does not say. */
  unknown(part: Unknown, where: string): string {
    return this.variable(wordsOf(part.expression), {
      key: part.expression,
      what: `what the template takes from \`${part.expression}\``,
      secret: part.secure || tellsOfSecret(part.asks.join(' ')),
      where,
    });
  }

  /** A text as `fedpass.yaml` takes it: what is not known comes from the environment. */
  reference(text: Text, where: string): string {
    return partsOf(text)
      .map((part) => (typeof part === 'string' ? part.replaceAll('${', () => '$${') : `\${env.${this.unknown(part, where)}}`))
      .join('');
  }
}

/** Words of an expression that say what it is about: neither functions nor versions. */
function wordsOf(expression: string): readonly string[] {
  const words = expression
    .replaceAll(/'\d{4}-\d{2}-\d{2}(?:-preview)?'|'[Ff]ull'|'Microsoft\.[\w.]+\/[\w/]+'/g, ' ')
    .replaceAll(/\b(?:parameters|variables|reference|resourceId|subscriptionResourceId|outputs|value|format|concat|if|equals)\b(?!')/g, ' ')
    .match(/[A-Za-z][\w-]*/g);
  return words ?? ['setting'];
}

const longest = 60;

function nameFrom(words: readonly string[]): string {
  const name = words
    .map((word) => word.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2'))
    .join('_')
    .replaceAll(/\W+/g, '_')
    .replaceAll(/_{2,}/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase();
  const safe = /^[A-Z]/.test(name) ? name : `SETTING_${name}`;
  if (safe.length <= longest) return safe;
  return `${safe.slice(0, longest - 9)}_${createHash('sha256').update(safe).digest('hex').slice(0, 8).toUpperCase()}`;
}
