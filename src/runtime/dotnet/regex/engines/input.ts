/** A text that is searched, and what decides which engine may search it; asked at most once. */
export class Input {
  readonly text: string;
  #ascii: boolean | undefined;
  #surrogates: boolean | undefined;

  constructor(text: string) {
    this.text = text;
  }

  get isAscii(): boolean {
    this.#ascii ??= /^[\0-\x7f]*$/.test(this.text);
    return this.#ascii;
  }

  get hasSurrogates(): boolean {
    this.#surrogates ??= !this.isAscii && /[\ud800-\udfff]/.test(this.text);
    return this.#surrogates;
  }
}
