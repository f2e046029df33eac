import type { Extra } from '../diagnostics/diagnostic.ts';
import type { Message, Params } from '../diagnostics/message.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Exchange } from '../runtime/exchange.ts';
import type { Scope, SectionName } from '../runtime/handler.ts';

/**
 * How a policy is written down: one file with its schema, check, messages, docs, examples and the function that runs it. The
 * compiler reads the definition; a handler imports only `run`, which the file exports by name beside it.
 */
export interface PolicyDefinition<E extends ElementSchema = ElementSchema> extends PolicyFacts {
  readonly element: E;
}

interface PolicyFacts {
  /** The element, such as `set-header`. */
  readonly name: string;
  /** One sentence, for lists. */
  readonly summary: string;
  /** What it does, in full; Markdown. */
  readonly docs: string;
  /** The sections that it may stand in. */
  readonly sections: readonly SectionName[];
  /** The kinds of documents that it may stand in. */
  readonly scopes: readonly Scope[];
  /** How the emitter writes it down. */
  readonly form: PolicyForm;
  /** Whether `run` waits: never, sometimes (it returns a promise or undefined), always. */
  readonly effect: 'sync' | 'maybe' | 'async';
  /** Why it cannot run here, in one sentence. Its schema is checked all the same. Required when the form is `unsupported`. */
  readonly because?: string;
  /** At most one in a section (reference: constraints). */
  readonly oncePerSection?: boolean;
  /** After an answer from the cache, the section goes on behind this policy: what stands before it was done to the answer already. */
  readonly resumes?: boolean;
  /** The policy answers CORS preflights: where it stands directly in inbound, it runs on those as well, and nothing else does. */
  readonly answersPreflight?: true;
  /** Which bodies `run` itself may read or change. What its expressions read is found by the compiler. */
  readonly touches?: { readonly requestBody?: boolean; readonly responseBody?: boolean };
  /** Everything that `check` may report. */
  readonly messages?: Readonly<Record<string, Message>>;
  /** Rules that the schema cannot say. */
  readonly check?: (element: CheckedElement, report: ReportOn) => void;
  /** Executed by the test suite and printed in the reference. */
  readonly examples: readonly Example[];
}

/**
 * How a policy is written down in a handler.
 *
 * - `call`: one call of `run(x, args)`.
 * - `gate`: the same, and `run` returns the flow: whether the section goes on.
 * - `end`: a call after which the exchange ends in any case.
 * - `block`: `run(x, args, body)`, where `body` runs the policies inside once; it returns the flow.
 * - `parallel`: `run(x, args, bodies)`, one body for each policy inside; it returns the flow.
 * - `branches`: if/else written out. `base`, `fragment`: the policies of another document stand here.
 * - `part`: stands only inside another policy, which reads it (set-url).
 * - `document`: the root of a document; what stands in it is the policies.
 * - `unsupported`: known to API Management, checked, and not runnable here.
 */
export type PolicyForm =
  | 'call'
  | 'gate'
  | 'end'
  | 'block'
  | 'parallel'
  | 'branches'
  | 'base'
  | 'fragment'
  | 'part'
  | 'document'
  | 'unsupported';

/** Reports inside a policy's check; the same shape as the compiler's own. */
export type ReportOn = <Hole extends string>(message: Message<Hole>, span: Span, params: Params<Hole>, extra?: Extra) => void;

// --------------------------------------------------------------------------------------------------------------- schema

/** What a value must be. `any` keeps the C# type of an expression (set-variable). */
export type ValueType =
  | { readonly kind: 'text' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'url' }
  | { readonly kind: 'variable-name' }
  | { readonly kind: 'any' };

/** What a value may name in the configuration. */
export type EntityKind = 'backend' | 'certificate' | 'logger' | 'schema' | 'cache';

/** A value's place: an attribute or the text of an element. The type parameter is what `run` receives. */
export interface ValueSchema<T = unknown> {
  readonly type: ValueType;
  /** `conditional`: one of a group, which the policy's check decides. */
  readonly required: boolean | 'conditional';
  readonly expression: boolean;
  /** `run` receives an expression as a function, for values that are needed later or more than once. See {@link Lazy}. */
  readonly lazy: boolean;
  readonly fallback: unknown;
  /** A literal is made into something else, once, when the handler is loaded. */
  readonly prepared?: Preparation;
  readonly docs: string;
  /** The value names an entity of the configuration. */
  readonly names?: EntityKind;
  /** The value is a part of the site and never reaches `run`. */
  readonly ofSite?: true;
  /** Never set: carries the type of the value for {@link Args}. */
  readonly gives?: () => T;
}

/** An element's attributes, text and children. Attributes and children are keyed by their XML names. */
export interface ElementSchema {
  readonly attributes?: Readonly<Record<string, ValueSchema>>;
  readonly text?: ValueSchema;
  readonly children?: Readonly<Record<string, ChildSchema>>;
  /** `sequence`: in the listed order (a finding otherwise). */
  readonly order?: 'any' | 'sequence';
  /** The element holds policies, like a section: any, or only those named. */
  readonly policies?: true | readonly string[];
  /** Element content is literal XML and stands for its own text (set-body). */
  readonly literalXml?: boolean;
}

/** A child element: of its own shape, or another policy acting on what the parent builds. */
export interface ChildSchema<E extends ElementSchema = ElementSchema, Many extends boolean = boolean> {
  readonly min: number;
  readonly many: Many;
  readonly element: E;
  readonly docs: string;
  /** The policy whose schema and check apply, such as set-header inside return-response. */
  readonly policy?: string;
}

/** What makes a literal into something else, and when. */
export interface Preparation {
  /** Only where this attribute of the element says this. */
  readonly when: { readonly attribute: string; readonly is: string };
  /** An exported function of a module below `policies/`. */
  readonly module: string;
  readonly name: string;
}

interface ValueOptions<T> {
  readonly docs: string;
  readonly required?: boolean | 'conditional';
  /** Expressions are allowed unless this is false. */
  readonly expression?: boolean;
  /** Evaluated by `run` whenever it wants to, not before it. */
  readonly lazy?: boolean;
  readonly fallback?: T;
  /** What the value names in the configuration, where a document that names nothing there could only fail. */
  readonly names?: EntityKind;
}

/** A value that is known, or the expression that gives it. */
export type Lazy<T> = T | ((x: Exchange) => T);

/** The value now. */
export const valueNow = <T extends string | number | boolean | undefined>(x: Exchange, value: Lazy<T>): T =>
  typeof value === 'function' ? value(x) : value;

/** Remembers in the type whether a value is always there: because it must be written, or because it falls back. */
export interface Sureness<O> {
  readonly lazy: O extends { readonly lazy: true } ? true : false;
  readonly required: O extends { readonly required: infer R } ? R : false;
  readonly fallback: O extends { readonly fallback: infer F } ? F : undefined;
}

const value =
  <T>(type: ValueType) =>
  <const O extends ValueOptions<T>>(options: O): ValueSchema<T> & Sureness<O> =>
    ({
      type,
      required: options.required ?? false,
      expression: options.expression ?? true,
      lazy: options.lazy ?? false,
      fallback: options.fallback,
      docs: options.docs,
      ...(options.names === undefined ? {} : { names: options.names }),
    }) as never;

/** Any text. */
export const text = value<string>({ kind: 'text' });
/** A text that is made into a `P` when the handler is loaded, where its element asks for that. */
export const preparedText =
  <P>(prepared: Preparation) =>
  <const O extends ValueOptions<string>>(options: O): ValueSchema<string | P> & Sureness<O> =>
    ({ ...text(options), prepared }) as never;
/** `true` or `false`. */
export const bool = value<boolean>({ kind: 'bool' });
/** A whole number within bounds. */
export const int = (bounds: { min?: number; max?: number } = {}) => value<number>({ kind: 'int', ...bounds });
/** A number within bounds, with a fraction or without. */
export const number = (bounds: { min?: number; max?: number } = {}) => value<number>({ kind: 'number', ...bounds });
/** One of some words. */
export const word = <const W extends string>(words: readonly W[]) => value<W>({ kind: 'word', words });
/** An absolute http or https URL. */
export const url = value<string>({ kind: 'url' });
/** The name of a context variable. */
export const variableName = value<string>({ kind: 'variable-name' });
/** Any value; an expression keeps its C# type, a literal is a string. */
export const any = value<unknown>({ kind: 'any' });

/** The `id` that every policy may carry. It never reaches `run`: it is part of the site. */
export const idAttribute = { ...text({ expression: false, docs: 'Shown in `context.LastError.PolicyId`.' }), ofSite: true } as const;

/** A child element that may stand once. */
export const one = <const E extends ElementSchema>(
  element: E,
  docs: string,
  options: { min?: 0 | 1; policy?: string } = {},
): ChildSchema<E, false> => ({
  min: options.min ?? 0,
  many: false,
  element,
  docs,
  ...(options.policy === undefined ? {} : { policy: options.policy }),
});

/** A child element that may stand any number of times. */
export const many = <const E extends ElementSchema>(
  element: E,
  docs: string,
  options: { min?: number; policy?: string } = {},
): ChildSchema<E, true> => ({
  min: options.min ?? 0,
  many: true,
  element,
  docs,
  ...(options.policy === undefined ? {} : { policy: options.policy }),
});

// ----------------------------------------------------------------------------------------------------------------- args

/** `exists-action` → `existsAction`. */
export type Camel<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

type ValueOf<V> = V extends { readonly gives?: () => infer T } ? (V extends { readonly lazy: true } ? Lazy<T> : T) : never;
type IsSure<V> = V extends { readonly required: true } ? true : V extends { readonly fallback: undefined } ? false : true;

/** What may be undefined may be left out. */
type Leavable<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: T[K];
};

type AttributeArgs<A> = Leavable<{
  readonly [K in keyof A & string as A[K] extends { readonly ofSite: true } ? never : Camel<K>]: IsSure<A[K]> extends true
    ? ValueOf<A[K]>
    : ValueOf<A[K]> | undefined;
}>;
type TextArgs<E> = E extends { readonly text: infer V }
  ? IsSure<V> extends true
    ? { readonly text: ValueOf<V> }
    : { readonly text?: ValueOf<V> | undefined }
  : unknown;
type ChildArgs<C> = Leavable<{
  readonly [K in keyof C & string as Camel<K>]: C[K] extends ChildSchema<infer E, infer Many>
    ? Many extends true
      ? readonly ElementArgs<E>[]
      : ElementArgs<E> | undefined
    : never;
}>;

/** What an element becomes for `run`: a plain value when it only holds text, else an object of attributes, text and children. */
export type ElementArgs<E> = E extends { readonly attributes: object }
  ? ObjectArgs<E>
  : E extends { readonly children: object }
    ? ObjectArgs<E>
    : E extends { readonly text: infer V }
      ? ValueOf<V>
      : ObjectArgs<E>;

type ObjectArgs<E> = (E extends { readonly attributes: infer A } ? AttributeArgs<A> : unknown) &
  TextArgs<E> &
  (E extends { readonly children: infer C } ? ChildArgs<C> : unknown);

/** The arguments of a policy's `run`, inferred from its definition. */
export type Args<P extends PolicyDefinition> = ObjectArgs<P['element']>;

/** Declares a policy. */
export function definePolicy<const E extends ElementSchema>(definition: PolicyFacts & { readonly element: E }): PolicyDefinition<E> {
  return definition;
}

/** The JavaScript name of an XML name: `exists-action` → `existsAction`. */
export const camel = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

// ------------------------------------------------------------------------------------------------------------- checking

/** A value as a check sees it. */
export type CheckedValue =
  /** Named values are filled in. */
  | { readonly kind: 'literal'; readonly text: string; readonly span: Span }
  /** Also a text with a named value in it that is known only when the handler runs. */
  | { readonly kind: 'expression'; readonly code: string; readonly span: Span };

/** An element as a check sees it: structure already held against the schema. */
export interface CheckedElement {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly attributes: ReadonlyMap<string, { readonly value: CheckedValue; readonly nameSpan: Span }>;
  readonly text: CheckedValue | undefined;
  readonly children: readonly CheckedElement[];
  readonly section: SectionName | undefined;
}

/** The literal text of an attribute, or undefined when it is absent or an expression. */
export function literal(element: CheckedElement, attribute: string): string | undefined {
  const found = element.attributes.get(attribute)?.value;
  return found?.kind === 'literal' ? found.text : undefined;
}

// ------------------------------------------------------------------------------------------------------------- examples

/** A policy at work. The suite compiles `xml` into `section` of a subgraph document, runs it, and compares what `expect` names. */
export interface Example {
  readonly title: string;
  readonly xml: string;
  /** Default: the policy's first section. */
  readonly section?: SectionName;
  readonly given?: {
    readonly method?: string;
    readonly url?: string;
    /** What the client called, where that is another. */
    readonly originalUrl?: string;
    /** The client's headers. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly response?: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };
    /** What requests of the policy's own get, one after the other; without one left nothing can be reached. */
    readonly answers?: readonly { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }[];
    /** Access tokens by `provider/connection`; others fail with CONNECTION_UNAVAILABLE. */
    readonly tokens?: Readonly<Record<string, string>>;
    readonly fragments?: Readonly<Record<string, string>>;
    /** The GraphQL schema that requests are held against. */
    readonly schema?: string;
    /** `subgraphs.xml`. */
    readonly base?: string;
  };
  readonly expect: {
    /** Headers that would be sent; null means absent. */
    readonly sent?: Readonly<Record<string, string | null>>;
    readonly method?: string;
    readonly url?: string;
    readonly body?: string;
    readonly variables?: Readonly<Record<string, unknown>>;
    readonly response?: {
      readonly status?: number;
      readonly reason?: string;
      readonly headers?: Readonly<Record<string, string | null>>;
      readonly body?: string;
    };
    /** Requests that the policy sent of its own. */
    readonly requests?: readonly {
      readonly method?: string;
      readonly url: string;
      readonly headers?: Readonly<Record<string, string | null>>;
      readonly body?: string | null;
    }[];
    readonly traces?: readonly string[];
    readonly outcome?: 'completed' | 'returned' | 'failed';
    readonly forwarded?: boolean;
    /** The message of the failure. */
    readonly error?: string;
  };
}
