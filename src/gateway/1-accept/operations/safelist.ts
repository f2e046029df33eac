import { GraphQLError, parse, print } from 'graphql';

/** An operation that may run. */
export interface ListedOperation {
  /** Mostly the SHA-256 digest of its text; what it is, is for whoever made the list. */
  readonly id: string;
  readonly text: string;
}

/** The only operations that a graph runs. What runs is always the text of the list, never the one that was sent. */
export class Safelist {
  readonly #byId = new Map<string, string>();
  readonly #byForm = new Map<string, string>();
  /** Whether a listed operation must be asked for by its id. */
  readonly requireId: boolean;

  /** Throws GraphQLError for a text that is none. */
  constructor(operations: readonly ListedOperation[], { requireId }: { readonly requireId: boolean }) {
    this.requireId = requireId;
    for (const { id, text } of operations) {
      const form = normalized(text);
      const first = this.#byForm.get(form) ?? text;
      this.#byForm.set(form, first);
      this.#byId.set(id, first);
    }
  }

  byId(id: string): string | undefined {
    return this.#byId.get(id);
  }

  /**
   * The listed operation that a text is, but for blanks, commas and comments.
   *
   * @param mostTokens a text of more is not read to its end
   */
  byText(text: string, mostTokens: number): string | undefined {
    try {
      return this.#byForm.get(normalized(text, mostTokens));
    } catch (error) {
      if (error instanceof GraphQLError) return undefined;
      throw error;
    }
  }
}

const normalized = (text: string, mostTokens?: number): string =>
  print(parse(text, { noLocation: true, ...(mostTokens === undefined ? {} : { maxTokens: mostTokens }) }));
