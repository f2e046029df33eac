import type { Source } from '../../../diagnostics/source.ts';
import type { Span } from '../../../diagnostics/span.ts';
import type { ComputedConnection, HandlerMeta, NamedConnection, SectionName } from '../../../runtime/handler.ts';
import type { PolicyNode } from '../../2-check/model.ts';
import { type Constant, code, type Import, type Piece } from '../pieces.ts';
import type { AskedAhead } from './known-credentials.ts';
import { quote } from './quote.ts';
import { Sites } from './sites.ts';

export interface CalleeSection {
  readonly waits: boolean;
  /** After an answer from the cache it goes on somewhere inside. */
  readonly resumes: boolean;
}

/** What the emitter must know of a document that this one calls: which sections exist, and which of them wait. */
export interface Callee {
  readonly module: string;
  readonly sections: ReadonlyMap<SectionName | 'run' | 'preflight', CalleeSection>;
  readonly reads: HandlerMeta['reads'];
  readonly connections: HandlerMeta['connections'];
  readonly computed: readonly ComputedConnection[];
  readonly asked: AskedAhead;
}

/** What a document may call. */
export interface Surroundings {
  readonly base: Callee | undefined;
  readonly fragments: ReadonlyMap<string, Callee>;
  /** Told of what a document that stands alone lacks; undefined in a project, where that is refused. */
  readonly lacks: Refuse | undefined;
}

/** Told of an expression that cannot be written down: what in it, and its range in the document. */
export type Refuse = (what: string, span: Span) => void;

/** Where the code of one module is gathered: its statements, hoisted functions, imports and sites. */
export class Writer {
  readonly sites: Sites;
  readonly base: Callee | undefined;
  readonly fragments: ReadonlyMap<string, Callee>;
  readonly refuse: Refuse;
  readonly #lacks: Refuse | undefined;
  /** Functions and constants above the sections. */
  readonly hoisted: Piece[] = [];
  readonly connections: NamedConnection[] = [];
  readonly computed: ComputedConnection[] = [];
  /** The arguments of each `get-authorization-context` that was written. */
  readonly credentialArgs = new Map<PolicyNode, readonly Piece[]>();
  readonly reads = { requestBody: false, responseBody: false };
  readonly #imports = new Map<string, Import>();
  readonly #constants = new Map<string, Constant>();
  #body: Piece[] = [];
  #indent = 1;
  #flows = 0;
  #waits = false;

  constructor(source: Source, { base, fragments, lacks }: Surroundings, refuse: Refuse) {
    this.sites = new Sites(source);
    this.base = base;
    this.fragments = fragments;
    this.refuse = refuse;
    this.#lacks = lacks;
  }

  /** Code for what the document does not say itself: refused in a project, a failure when it runs in a document by itself. */
  unresolved(what: string, span: Span): string {
    (this.#lacks ?? this.refuse)(what, span);
    return `${this.use({ module: 'runtime/unresolved', name: 'unresolved' })}(x, ${quote(what)})`;
  }

  /** Makes an import and returns the local name. */
  use(wanted: Import): string {
    const local = wanted.as ?? wanted.name;
    const key = `${wanted.module}#${wanted.name}#${local}`;
    const known = this.#imports.get(key);
    if (known === undefined || (known.typeOnly === true && wanted.typeOnly !== true)) this.#imports.set(key, wanted);
    return local;
  }

  /** Adds a constant of the module; its name says all there is to it, so one of a name is enough. */
  constant(constant: Constant): void {
    if (!this.#constants.has(constant.name)) this.#constants.set(constant.name, constant);
  }

  /** A name for a constant that no other has. */
  constantName(kind: string): string {
    return `${kind}${this.#constants.size + 1}`;
  }

  get constants(): readonly Piece[] {
    return [...this.#constants.values()].flatMap(({ pieces }) => [...pieces, code('\n')]);
  }

  get imports(): readonly Import[] {
    return [...this.#imports.values()];
  }

  /** One line of the function that is being written. */
  line(...pieces: readonly (Piece | string)[]): void {
    this.#body.push(code(this.margin), ...pieces.map((piece) => (typeof piece === 'string' ? code(piece) : piece)), code('\n'));
  }

  /** Lines inside a block, indented. */
  indented(write: () => void): void {
    this.#indent++;
    write();
    this.#indent--;
  }

  /** Says that the function being written contains an `await`. */
  wait(): void {
    this.#waits = true;
  }

  /** Collects what `write` writes as the body of one function, which may stand inside another. */
  function(write: () => void): { readonly body: readonly Piece[]; readonly waits: boolean } {
    const outer = { body: this.#body, waits: this.#waits };
    this.#body = [];
    this.#waits = false;
    write();
    const inner = { body: this.#body, waits: this.#waits };
    this.#body = outer.body;
    this.#waits = outer.waits;
    return inner;
  }

  /** A name for the result of a call that says whether the section goes on. */
  flowName(): string {
    this.#flows++;
    return `flow${this.#flows}`;
  }

  /** White space before a line at the present depth. */
  get margin(): string {
    return '  '.repeat(this.#indent);
  }
}
