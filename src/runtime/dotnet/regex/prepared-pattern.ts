import { Search } from './engines/search.ts';
import { parsePattern } from './parse/parse.ts';

/** A pattern that stands in the code of a handler: it is read once, however often the handler runs. */
export class PreparedPattern {
  readonly text: string;
  readonly #searches = new Map<number, Search>();

  constructor(text: string) {
    this.text = text;
  }

  /** What searches for it under some options. Throws what reading the pattern throws, each time. */
  search(options: number): Search {
    const known = this.#searches.get(options);
    if (known !== undefined) return known;
    const made = new Search(parsePattern(this.text, options));
    this.#searches.set(options, made);
    return made;
  }
}

/** What a parameter `string pattern` is handed. */
export type PatternText = string | PreparedPattern | null;
