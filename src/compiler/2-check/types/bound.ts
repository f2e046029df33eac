import type { Span } from '../../../diagnostics/span.ts';
import type { Argument, Block, Expression, Parameter as ParameterSyntax, TypeSyntax } from '../../1-parse/csharp/ast.ts';
import type { Binding } from './binding.ts';
import type { BoundPattern, BoundStatement } from './bound-statement.ts';
import type { Conversion } from './conversion.ts';
import type { Field, Indexer, Method, Parameter, Property } from './member.ts';
import type { Sink } from './sink.ts';
import type { AnonymousType, ArrayType, NamedType, Special, TupleType, Type, TypeParameter } from './type.ts';

/** A local variable, parameter or temporary. Identity matters; what happens to it is worked out on the finished tree. */
export interface Local {
  readonly name: string;
  readonly type: Type;
  readonly span: Span;
  readonly kind: LocalKind;
  /** For a constant local. */
  readonly constant?: Folded | undefined;
  /** For a range variable of a query: how it is read out of the item. */
  readonly stands?: Bound | undefined;
}

export type LocalKind =
  | 'variable'
  | 'parameter'
  | 'ref-parameter'
  | 'in-parameter'
  | 'out-parameter'
  | 'foreach'
  | 'using'
  | 'constant'
  | 'catch'
  | 'range'
  | 'temporary';

/** A value known while compiling, in its type's JavaScript form; the node's type says which. */
export interface Folded {
  readonly value: unknown;
}

interface Node {
  readonly span: Span;
  readonly type: Type;
  readonly constant?: Folded | undefined;
}

/** The operand type of a built-in operator: a primitive, an enum's values, or references. */
export type Operand = Special | 'enum' | 'reference' | 'delegate';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '|' | '^';
export type ComparisonOperator = '==' | '!=' | '<' | '>' | '<=' | '>=';

/** An expression with its meaning settled. What has `type.kind === 'none'` still waits for a conversion. */
export type Bound = BoundValue | Unbound;

export type BoundValue =
  | (Node & { readonly kind: 'error' })
  | (Node & { readonly kind: 'literal'; readonly constant: Folded })
  | (Node & { readonly kind: 'local'; readonly local: Local })
  | (Node & { readonly kind: 'context' })
  | (Node & { readonly kind: 'named-value'; readonly name: string })
  | BoundCall
  | (Node & { readonly kind: 'construct'; readonly method: Method; readonly args: readonly Bound[] })
  | (Node & { readonly kind: 'property'; readonly member: Property; readonly receiver: Bound | undefined; readonly owner: NamedType })
  | (Node & { readonly kind: 'field'; readonly member: Field; readonly receiver: Bound | undefined; readonly owner: NamedType })
  | (Node & {
      readonly kind: 'indexer';
      readonly member: Indexer;
      readonly receiver: Bound;
      readonly args: readonly Bound[];
      readonly owner: NamedType;
    })
  | (Node & { readonly kind: 'element'; readonly array: Bound; readonly indices: readonly Bound[] })
  | (Node & { readonly kind: 'array-length'; readonly array: Bound })
  | (Node & { readonly kind: 'tuple-item'; readonly tuple: Bound; readonly index: number })
  | (Node & { readonly kind: 'anonymous-member'; readonly target: Bound; readonly index: number })
  | (Node & { readonly kind: 'nullable-member'; readonly target: Bound; readonly member: 'HasValue' | 'Value' })
  | (Node & { readonly kind: 'convert'; readonly operand: Bound; readonly conversion: Conversion; readonly checked: boolean })
  | (Node & {
      readonly kind: 'unary';
      readonly operator: '+' | '-' | '!' | '~';
      readonly operand: Bound;
      readonly on: Operand;
      readonly lifted: boolean;
      readonly checked: boolean;
    })
  | (Node & {
      readonly kind: 'binary';
      readonly operator: ArithmeticOperator | ComparisonOperator;
      readonly left: Bound;
      readonly right: Bound;
      readonly on: Operand;
      readonly lifted: boolean;
      readonly checked: boolean;
    })
  /** A user-defined operator on `T?`: null when an operand is null, false for comparisons (`==` of two nulls is true). */
  | (Node & { readonly kind: 'lifted-call'; readonly method: Method; readonly args: readonly Bound[]; readonly owner: NamedType })
  | (Node & {
      readonly kind: 'tuple-equality';
      readonly left: Bound;
      readonly right: Bound;
      readonly negated: boolean;
      readonly pairs: TuplePairs;
    })
  | (Node & { readonly kind: 'logical'; readonly operator: '&&' | '||'; readonly left: Bound; readonly right: Bound })
  | (Node & { readonly kind: 'concat'; readonly parts: readonly Bound[] })
  | (Node & { readonly kind: 'coalesce'; readonly left: Bound; readonly value: Local; readonly whenValue: Bound; readonly right: Bound })
  | (Node & { readonly kind: 'conditional'; readonly test: Bound; readonly whenTrue: Bound; readonly whenFalse: Bound })
  | (Node & { readonly kind: 'assign'; readonly target: Bound; readonly value: Bound })
  /** Reads `target` into `before`, writes `value` back; the result is what was written, or for a postfix operator what was there. */
  | (Node & {
      readonly kind: 'update';
      readonly target: Bound;
      readonly before: Local;
      readonly value: Bound;
      readonly result: 'before' | 'after';
    })
  | (Node & {
      readonly kind: 'deconstruct';
      readonly value: Bound;
      readonly parts: readonly DeconstructPart[];
      readonly how: Deconstruction;
    })
  | (Node & { readonly kind: 'conditional-access'; readonly target: Bound; readonly value: Local; readonly rest: Bound })
  | BoundLambda
  | (Node & { readonly kind: 'invoke'; readonly target: Bound; readonly params: readonly Parameter[]; readonly args: readonly Bound[] })
  | (Node & {
      readonly kind: 'local-call';
      readonly target: LocalFunction;
      readonly typeArgs: readonly Type[];
      readonly args: readonly Bound[];
    })
  | (Node & { readonly kind: 'tuple'; readonly type: TupleType; readonly elements: readonly Bound[] })
  | (Node & { readonly kind: 'anonymous'; readonly type: AnonymousType; readonly values: readonly Bound[] })
  | (Node & {
      readonly kind: 'array';
      readonly type: ArrayType;
      readonly sizes: readonly Bound[];
      readonly elements: readonly Bound[] | undefined;
    })
  /** `new T { … }`: the object goes into `value`, each step runs, and the result is `value` or what is made from it. */
  | (Node & {
      readonly kind: 'initialized';
      readonly object: Bound;
      readonly value: Local;
      readonly steps: readonly Bound[];
      readonly result?: Bound;
    })
  | (Node & { readonly kind: 'is'; readonly operand: Bound; readonly pattern: BoundPattern })
  | (Node & { readonly kind: 'as'; readonly operand: Bound; readonly target: Type })
  | (Node & { readonly kind: 'typeof'; readonly target: Type })
  | (Node & { readonly kind: 'zero' })
  | (Node & { readonly kind: 'interpolated'; readonly parts: readonly BoundPart[] })
  | (Node & { readonly kind: 'throw'; readonly operand: Bound })
  /** A `ref` or `out` argument. */
  | (Node & { readonly kind: 'reference'; readonly mode: 'ref' | 'out' | 'in'; readonly target: Bound })
  /** `out _`: a place nobody reads. */
  | (Node & { readonly kind: 'discard' });

export interface BoundCall extends Node {
  readonly kind: 'call';
  readonly method: Method;
  /** The type whose member this is, with its arguments. */
  readonly owner: NamedType;
  readonly typeArgs: readonly Type[];
  /** The instance, or the first argument of an extension method. */
  readonly receiver: Bound | undefined;
  /** In the order of the parameters, defaults filled in, `params` as one array. */
  readonly args: readonly Bound[];
}

export interface BoundLambda extends Node {
  readonly kind: 'lambda';
  readonly type: NamedType;
  readonly params: readonly Local[];
  readonly body: BoundBody;
}

/** What a lambda, local function or whole expression does: one value, or statements. */
export type BoundBody =
  | { readonly kind: 'value'; readonly value: Bound }
  | { readonly kind: 'block'; readonly block: BoundStatement & { readonly kind: 'block' }; readonly iterator: boolean };

/** A local function. Its body is bound after the statements around it have declared their names. */
export interface LocalFunction {
  readonly name: string;
  readonly span: Span;
  readonly typeParams: readonly TypeParameter[];
  readonly params: readonly Parameter[];
  readonly locals: readonly Local[];
  readonly returns: Type;
}

export type BoundPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole'; readonly value: Bound; readonly alignment: number | undefined; readonly format: string | undefined };

export type TuplePairs = readonly { readonly left: Local; readonly right: Local; readonly equal: Bound }[];

export type DeconstructPart =
  | { readonly kind: 'target'; readonly target: Bound; readonly value: Local; readonly converted: Bound }
  | { readonly kind: 'discard' }
  | { readonly kind: 'nested'; readonly value: Local; readonly how: Deconstruction; readonly parts: readonly DeconstructPart[] };

/** A tuple is taken apart by its elements, another type by its Deconstruct method. */
export type Deconstruction =
  | { readonly kind: 'tuple'; readonly size: number }
  | { readonly kind: 'method'; readonly method: Method; readonly owner: NamedType };

/** Expressions whose meaning depends on what they are converted to. */
export type Unbound =
  | UnboundLambda
  | MethodGroup
  | (Node & { readonly kind: 'unbound-tuple'; readonly elements: readonly { readonly name: string | undefined; readonly value: Bound }[] })
  | (Node & { readonly kind: 'default-literal' })
  | (Node & { readonly kind: 'throw-value'; readonly operand: Bound })
  | (Node & { readonly kind: 'type-name'; readonly named: Type })
  | (Node & { readonly kind: 'namespace'; readonly path: string })
  /** `out var x` before the parameter's type is known. */
  | (Node & { readonly kind: 'out-var'; readonly declare: (type: Type) => Bound })
  | (Node & { readonly kind: 'local-function-group'; readonly target: LocalFunction; readonly typeArgs: readonly Type[] | undefined });

/** A lambda waiting for its delegate type. Its body was read once for every list of parameter types that was tried. */
export interface UnboundLambda extends Node {
  readonly kind: 'unbound-lambda';
  readonly syntax: LambdaSyntax;
  readonly binding: Binding;
  readonly readings: Map<string, LambdaReading>;
}

/** What a lambda's body gives when its parameters have certain types. */
export interface LambdaReading {
  readonly failed: boolean;
  readonly sink: Sink;
  /** Values of the returns, or the one value of an expression body, not converted to anything. */
  readonly returns: readonly Bound[];
  readonly isExpression: boolean;
  /** A `return;` without a value, or an end that can be reached. */
  readonly returnsNothing: boolean;
  readonly endReachable: boolean;
}

/** A lambda, with the statements or expression of a translated query clause behind it. */
export interface LambdaSyntax {
  readonly span: Span;
  readonly params: readonly (ParameterSyntax & { readonly type?: TypeSyntax })[];
  readonly body: Expression | Block;
  /** `delegate { … }`: it takes whatever parameters its delegate has. */
  readonly anyParams?: true;
  /** Binds the body instead of `body`, for clauses of a query. */
  readonly bindBody?: (binding: Binding, params: readonly Local[]) => Bound;
}

/** A name that stands for methods: on a type, on an instance, or as extensions of it. */
export interface MethodGroup extends Node {
  readonly kind: 'method-group';
  readonly name: string;
  readonly nameSpan: Span;
  readonly methods: readonly Candidate[];
  readonly receiver: Bound | undefined;
  /** The receiver's or the named type, for messages. */
  readonly on: Type;
  readonly typeArgs: readonly Type[] | undefined;
}

/** A method with the type it was found in. */
export interface Candidate {
  readonly method: Method;
  readonly owner: NamedType;
}

/** An argument before overload resolution. */
export interface BoundArgument {
  readonly name: string | undefined;
  readonly nameSpan: Span;
  readonly mode: Argument['mode'];
  readonly value: Bound;
  readonly span: Span;
}
