import type { Span } from '../../../diagnostics/span.ts';

/**
 * The syntax tree of C# 7.3 as far as a policy expression may hold it. Every node carries the exact range of its text in the
 * document. The parser recovers: where something is missing stands an `error` expression or an empty name, already reported.
 */
interface Node {
  readonly span: Span;
}

/** A name with its own range, so that a message can point at it. `text` has no `@` prefix and no escapes. */
export interface Name extends Node {
  readonly text: string;
}

// ---------------------------------------------------------------------------------------------------------------- types

export type TypeSyntax = PredefinedType | NamedType | ArrayType | NullableType | TupleType | (Node & { readonly kind: 'var-type' });

/** `int`, `string`, `object`, `dynamic`, `void` … by keyword. `dynamic` counts as a keyword here. */
export interface PredefinedType extends Node {
  readonly kind: 'predefined-type';
  readonly keyword: string;
}

/** `List<string>`, `System.Text.Encoding`, `global::System.String`: the parts from left to right. */
export interface NamedType extends Node {
  readonly kind: 'named-type';
  readonly parts: readonly { readonly name: Name; readonly args: readonly TypeSyntax[] }[];
}

/** `int[]`, `int[,]`; `rank` is 1 for `[]`. For `int[][,]` the outer node is the one written first. */
export interface ArrayType extends Node {
  readonly kind: 'array-type';
  readonly element: TypeSyntax;
  readonly rank: number;
}

export interface NullableType extends Node {
  readonly kind: 'nullable-type';
  readonly inner: TypeSyntax;
}

export interface TupleType extends Node {
  readonly kind: 'tuple-type';
  readonly elements: readonly { readonly type: TypeSyntax; readonly name?: Name }[];
}

// ---------------------------------------------------------------------------------------------------------- expressions

/** A literal's value, exact: integers as bigint with the suffix as written, reals and decimals as their digits. */
export type LiteralValue =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'char'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'integer'; readonly value: bigint; readonly suffix: '' | 'u' | 'l' | 'ul' }
  | { readonly type: 'real'; readonly digits: string; readonly suffix: '' | 'f' | 'd' | 'm' };

export type UnaryOperator = '+' | '-' | '!' | '~';
export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '<<'
  | '>>'
  | '&'
  | '|'
  | '^'
  | '&&'
  | '||'
  | '=='
  | '!='
  | '<'
  | '>'
  | '<='
  | '>='
  | '??';
export type AssignmentOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=';

/** One argument of a call: `name: ref out in value`, or `out var x` / `out T x` / `out _`. */
export interface Argument extends Node {
  readonly name?: Name;
  readonly mode: 'value' | 'ref' | 'out' | 'in';
  readonly value: Expression;
}

export type Expression =
  | (Node & { readonly kind: 'error' })
  | (Node & { readonly kind: 'literal'; readonly value: LiteralValue })
  | (Node & { readonly kind: 'identifier'; readonly name: Name; readonly typeArgs?: readonly TypeSyntax[] })
  /** A keyword type used as the left side of a member access: `string.Empty`. */
  | (Node & { readonly kind: 'type-expression'; readonly type: PredefinedType })
  /** A named value `{{x}}` in code position, left unresolved by `--isolated`. */
  | (Node & { readonly kind: 'named-value'; readonly name: string })
  | (Node & { readonly kind: 'parenthesized'; readonly inner: Expression })
  | (Node & { readonly kind: 'member'; readonly target: Expression; readonly name: Name; readonly typeArgs?: readonly TypeSyntax[] })
  | (Node & { readonly kind: 'call'; readonly target: Expression; readonly args: readonly Argument[] })
  | (Node & { readonly kind: 'index'; readonly target: Expression; readonly args: readonly Argument[] })
  /** `target?.rest`: `rest` is the whole chain behind the question mark, rooted in a `conditional-receiver`. */
  | (Node & { readonly kind: 'conditional-access'; readonly target: Expression; readonly rest: Expression })
  | (Node & { readonly kind: 'conditional-receiver' })
  | (Node & { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression })
  | (Node & { readonly kind: 'increment'; readonly operator: '++' | '--'; readonly prefix: boolean; readonly operand: Expression })
  | (Node & {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly operatorSpan: Span;
      readonly left: Expression;
      readonly right: Expression;
    })
  /** `ref`: the left side, a `ref` variable, is made to mean the right one. */
  | (Node & {
      readonly kind: 'assign';
      readonly operator: AssignmentOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly ref?: true;
    })
  /** `ref`: it gives the variable of one branch, `c ? ref a : ref b`. */
  | (Node & {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
      readonly ref?: true;
    })
  | (Node & { readonly kind: 'cast'; readonly type: TypeSyntax; readonly operand: Expression })
  | (Node & { readonly kind: 'as'; readonly operand: Expression; readonly type: TypeSyntax })
  | (Node & { readonly kind: 'is'; readonly operand: Expression; readonly pattern: Pattern })
  | (Node & { readonly kind: 'typeof'; readonly type: TypeSyntax })
  | (Node & { readonly kind: 'nameof'; readonly operand: Expression })
  /** `default(T)`, or the literal `default` without a type. */
  | (Node & { readonly kind: 'default'; readonly type?: TypeSyntax })
  | (Node & { readonly kind: 'checked'; readonly checked: boolean; readonly operand: Expression })
  | (Node & { readonly kind: 'throw-expression'; readonly operand: Expression })
  | (Node & {
      readonly kind: 'new';
      readonly type: TypeSyntax;
      readonly args: readonly Argument[];
      readonly hasArgs: boolean;
      readonly initializer?: Initializer;
    })
  | (Node & {
      readonly kind: 'new-array';
      readonly type: ArrayType | undefined;
      readonly sizes: readonly Expression[];
      readonly elements?: readonly ArrayElement[];
    })
  | (Node & {
      readonly kind: 'new-anonymous';
      readonly members: readonly { readonly name?: Name; readonly value: Expression; readonly span: Span }[];
    })
  | (Node & { readonly kind: 'tuple'; readonly elements: readonly { readonly name?: Name; readonly value: Expression }[] })
  /** `ref`: the body is `ref x`. */
  | (Node & {
      readonly kind: 'lambda';
      readonly params: readonly Parameter[];
      readonly async: boolean;
      readonly body: Expression | Block;
      readonly ref?: true;
      /** `delegate { … }`: it takes whatever parameters its delegate has, and names none. */
      readonly anyParams?: true;
    })
  | (Node & { readonly kind: 'interpolated'; readonly parts: readonly InterpolationPart[] })
  | (Node & { readonly kind: 'query'; readonly clauses: readonly QueryClause[]; readonly end: QueryEnd })
  /** `out var x`, `var (a, b) = …`, `int x` in an argument or deconstruction; `_` is a discard. */
  | (Node & { readonly kind: 'declaration-expression'; readonly type: TypeSyntax; readonly designation: Designation });

/** An element of an array initializer; nested braces belong to arrays of rank 2 and more. */
export type ArrayElement =
  | Expression
  | { readonly kind: 'nested-elements'; readonly elements: readonly ArrayElement[]; readonly span: Span };

export type InterpolationPart =
  | (Node & { readonly kind: 'text'; readonly value: string })
  | (Node & { readonly kind: 'hole'; readonly value: Expression; readonly alignment?: Expression; readonly format?: string });

/** `{ A = 1, ["k"] = 2 }` or `{ 1, { "k", 2 } }`. */
export type Initializer =
  | (Node & { readonly kind: 'object-initializer'; readonly members: readonly MemberInitializer[] })
  | (Node & { readonly kind: 'collection-initializer'; readonly elements: readonly (readonly Expression[])[] });

export interface MemberInitializer extends Node {
  readonly target: { readonly kind: 'name'; readonly name: Name } | { readonly kind: 'index'; readonly args: readonly Argument[] };
  readonly value: Expression | Initializer;
}

/** A lambda's or local function's parameter; a lambda may leave the type out. */
export interface Parameter extends Node {
  readonly name: Name;
  readonly type?: TypeSyntax;
  readonly mode: 'value' | 'ref' | 'out' | 'in' | 'params';
  readonly defaultValue?: Expression;
}

/** `type` stands in a `foreach` over tuples that gives each name its own: `foreach ((int a, string b) in …)`. */
export type Designation =
  | (Node & { readonly kind: 'single'; readonly name: Name; readonly type?: TypeSyntax })
  | (Node & { readonly kind: 'discard'; readonly type?: TypeSyntax })
  | (Node & { readonly kind: 'several'; readonly items: readonly Designation[] });

export type Pattern =
  | (Node & { readonly kind: 'type-pattern'; readonly type: TypeSyntax })
  | (Node & { readonly kind: 'declaration-pattern'; readonly type: TypeSyntax; readonly designation: Designation })
  | (Node & { readonly kind: 'constant-pattern'; readonly value: Expression });

export type QueryClause =
  | (Node & { readonly kind: 'from'; readonly type?: TypeSyntax; readonly name: Name; readonly source: Expression })
  | (Node & { readonly kind: 'let'; readonly name: Name; readonly value: Expression })
  | (Node & { readonly kind: 'where'; readonly condition: Expression })
  | (Node & {
      readonly kind: 'join';
      readonly type?: TypeSyntax;
      readonly name: Name;
      readonly source: Expression;
      readonly left: Expression;
      readonly right: Expression;
      readonly into?: Name;
    })
  | (Node & { readonly kind: 'orderby'; readonly keys: readonly { readonly value: Expression; readonly descending: boolean }[] });

export type QueryEnd =
  | (Node & { readonly kind: 'select'; readonly value: Expression; readonly into?: QueryContinuation })
  | (Node & { readonly kind: 'group'; readonly value: Expression; readonly by: Expression; readonly into?: QueryContinuation });

export interface QueryContinuation extends Node {
  readonly name: Name;
  readonly clauses: readonly QueryClause[];
  readonly end: QueryEnd;
}

// ----------------------------------------------------------------------------------------------------------- statements

export interface Block extends Node {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
}

export interface VariableDeclarator extends Node {
  readonly name: Name;
  /** The value is `ref x`. */
  readonly ref?: true;
  readonly value?: Expression | { readonly kind: 'nested-elements'; readonly elements: readonly ArrayElement[]; readonly span: Span };
}

/** `int a = 1, b;` or `const int a = 1;` or `ref int a = ref b;` */
export interface LocalDeclaration extends Node {
  readonly kind: 'local';
  readonly constant: boolean;
  readonly ref?: 'ref' | 'ref readonly';
  readonly type: TypeSyntax;
  readonly variables: readonly VariableDeclarator[];
}

export type Statement =
  | Block
  | LocalDeclaration
  | (Node & { readonly kind: 'empty' })
  | (Node & { readonly kind: 'expression-statement'; readonly value: Expression })
  /** `ref`: it returns the variable, `return ref x;`. */
  | (Node & { readonly kind: 'return'; readonly value?: Expression; readonly ref?: true })
  /** `yield return x;`, or without a value `yield break;`. */
  | (Node & { readonly kind: 'yield'; readonly value?: Expression })
  | (Node & { readonly kind: 'if'; readonly test: Expression; readonly then: Statement; readonly otherwise?: Statement })
  | (Node & { readonly kind: 'while'; readonly test: Expression; readonly body: Statement })
  | (Node & { readonly kind: 'do'; readonly test: Expression; readonly body: Statement })
  | (Node & {
      readonly kind: 'for';
      readonly init?: LocalDeclaration | readonly Expression[];
      readonly test?: Expression;
      readonly update: readonly Expression[];
      readonly body: Statement;
    })
  | (Node & {
      readonly kind: 'foreach';
      readonly ref?: 'ref' | 'ref readonly';
      readonly type?: TypeSyntax;
      readonly designation: Designation;
      readonly source: Expression;
      readonly body: Statement;
    })
  | (Node & { readonly kind: 'switch'; readonly value: Expression; readonly sections: readonly SwitchSection[] })
  | (Node & { readonly kind: 'break' })
  | (Node & { readonly kind: 'continue' })
  | (Node & {
      readonly kind: 'goto';
      readonly target:
        | { readonly kind: 'label'; readonly name: Name }
        | { readonly kind: 'case'; readonly value: Expression }
        | { readonly kind: 'default' };
    })
  | (Node & { readonly kind: 'labeled'; readonly name: Name; readonly body: Statement })
  | (Node & { readonly kind: 'throw'; readonly value?: Expression })
  | (Node & { readonly kind: 'try'; readonly body: Block; readonly catches: readonly CatchClause[]; readonly finally?: Block })
  | (Node & { readonly kind: 'using'; readonly resource: LocalDeclaration | Expression; readonly body: Statement })
  | (Node & { readonly kind: 'lock'; readonly value: Expression; readonly body: Statement })
  | (Node & { readonly kind: 'checked-block'; readonly checked: boolean; readonly body: Block })
  | (Node & {
      readonly kind: 'local-function';
      /** What it returns is a variable. */
      readonly ref?: 'ref' | 'ref readonly';
      readonly returnType: TypeSyntax;
      readonly name: Name;
      readonly typeParams: readonly Name[];
      readonly constraints: readonly TypeConstraint[];
      readonly params: readonly Parameter[];
      readonly body: Expression | Block;
      /** The body is `=> ref x`. */
      readonly refBody?: true;
      readonly async?: true;
    });

/** `where T : …`: a form (`class`, `struct`) and the types that T derives from or implements. */
export interface TypeConstraint {
  readonly name: Name;
  readonly form: 'class' | 'struct' | undefined;
  readonly bounds: readonly TypeSyntax[];
}

export interface SwitchSection extends Node {
  readonly labels: readonly SwitchLabel[];
  readonly statements: readonly Statement[];
}

export type SwitchLabel =
  | (Node & { readonly kind: 'case'; readonly pattern: Pattern; readonly when?: Expression })
  | (Node & { readonly kind: 'default-label' });

export interface CatchClause extends Node {
  readonly type?: TypeSyntax;
  readonly name?: Name;
  readonly when?: Expression;
  readonly body: Block;
}

/** A whole policy expression: `@(…)` holds an expression, `@{…}` the statements of a body that returns. */
export type PolicyExpression =
  | (Node & { readonly kind: 'single'; readonly value: Expression })
  | (Node & { readonly kind: 'body'; readonly block: Block });
