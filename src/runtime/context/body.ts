import { NetException } from '../dotnet/values.ts';
import { decodeUtf8 } from '../utf8.ts';

/** What a body is made of: text, bytes, or a value that becomes JSON text only if somebody needs the text. */
export type BodyContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'json'; readonly value: unknown };

/**
 * The body of a message. As in API Management a reader that does not ask to preserve it uses it up: the next read fails, and so
 * does sending it on, because nothing is left to send.
 */
export class Body {
  #content: BodyContent;
  #consumed = false;

  constructor(content: BodyContent) {
    this.#content = content;
  }

  static text(text: string): Body {
    return new Body({ kind: 'text', text });
  }

  static bytes(bytes: Uint8Array): Body {
    return new Body({ kind: 'bytes', bytes });
  }

  static json(value: unknown): Body {
    return new Body({ kind: 'json', value });
  }

  get consumed(): boolean {
    return this.#consumed;
  }

  /** What is inside, for whoever sends it. Does not consume. */
  get content(): BodyContent {
    return this.#content;
  }

  /** The content as text, for whoever sends or looks at it. Does not consume. */
  get contentText(): string {
    return textOf(this.#content);
  }

  /** Marks a read. Throws what .NET would when an earlier read used the body up. */
  open(preserveContent: boolean): BodyContent {
    if (this.#consumed)
      throw new NetException(
        'System.InvalidOperationException',
        'The message body was already read; pass preserveContent: true to the earlier As<T>() to read it again.',
      );
    if (!preserveContent) this.#consumed = true;
    return this.#content;
  }

  /** A reader's own copy, so that one reader's consumption is not another's. */
  copy(): Body {
    return new Body(this.#content);
  }
}

/** The text of a body. Bytes are taken as UTF-8; a byte order mark is not part of it. */
export function textOf(content: BodyContent): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'bytes':
      return decodeUtf8(content.bytes).replace(/^\uFEFF/, '');
    case 'json':
      return JSON.stringify(content.value);
  }
}
