import type {
  Argument,
  ArrayElement,
  Block,
  CatchClause,
  Designation,
  Expression,
  Initializer,
  LiteralValue,
  LocalDeclaration,
  Parameter,
  Pattern,
  PolicyExpression,
  QueryClause,
  QueryContinuation,
  QueryEnd,
  Statement,
  SwitchLabel,
  TypeSyntax,
} from '../../src/compiler/1-parse/csharp/ast.ts';

/** The tree of an expression as one line of nested lists, for tables of tests. Types and literals look as in C#. */
export function showPolicy(parsed: PolicyExpression): string {
  return parsed.kind === 'single' ? show(parsed.value) : parsed.block.statements.map(showStatement).join(' ');
}

const list = (...parts: readonly (string | undefined)[]): string =>
  `(${parts.filter((part) => part !== undefined && part !== '').join(' ')})`;

export function show(e: Expression): string {
  switch (e.kind) {
    case 'error':
      return '<error>';
    case 'literal':
      return showLiteral(e.value);
    case 'identifier':
      return e.name.text + showArgs(e.typeArgs);
    case 'type-expression':
      return showType(e.type);
    case 'named-value':
      return `{{${e.name}}}`;
    case 'parenthesized':
      return list('paren', show(e.inner));
    case 'member':
      return list('.', show(e.target), e.name.text + showArgs(e.typeArgs));
    case 'call':
      return list('call', show(e.target), ...e.args.map(showArgument));
    case 'index':
      return list('[]', show(e.target), ...e.args.map(showArgument));
    case 'conditional-access':
      return list('?', show(e.target), show(e.rest));
    case 'conditional-receiver':
      return '_?';
    case 'unary':
      return list(`u${e.operator}`, show(e.operand));
    case 'increment':
      return list(e.prefix ? `${e.operator}x` : `x${e.operator}`, show(e.operand));
    case 'binary':
      return list(e.operator, show(e.left), show(e.right));
    case 'assign':
      return list(e.operator + (e.ref ? 'ref' : ''), show(e.left), show(e.right));
    case 'conditional':
      return list(e.ref ? '?:ref' : '?:', show(e.test), show(e.whenTrue), show(e.whenFalse));
    case 'cast':
      return list('cast', showType(e.type), show(e.operand));
    case 'as':
      return list('as', show(e.operand), showType(e.type));
    case 'is':
      return list('is', show(e.operand), showPattern(e.pattern));
    case 'typeof':
      return list('typeof', showType(e.type));
    case 'nameof':
      return list('nameof', show(e.operand));
    case 'default':
      return e.type === undefined ? 'default' : list('default', showType(e.type));
    case 'checked':
      return list(e.checked ? 'checked' : 'unchecked', show(e.operand));
    case 'throw-expression':
      return list('throw', show(e.operand));
    case 'new':
      return list(
        'new',
        showType(e.type),
        e.hasArgs ? list(...e.args.map(showArgument)) : undefined,
        e.initializer && showInitializer(e.initializer),
      );
    case 'new-array':
      return list(
        'new[]',
        e.type === undefined ? '?' : showType(e.type),
        ...e.sizes.map((size) => `size:${show(size)}`),
        e.elements && showElements(e.elements),
      );
    case 'new-anonymous':
      return list('new{}', ...e.members.map((member) => (member.name === undefined ? '' : `${member.name.text}=`) + show(member.value)));
    case 'tuple':
      return list(
        'tuple',
        ...e.elements.map((element) => (element.name === undefined ? '' : `${element.name.text}:`) + show(element.value)),
      );
    case 'lambda':
      return list(e.async ? 'async=>' : '=>', list(...e.params.map(showParameter)), e.ref && 'ref', showBody(e.body));
    case 'interpolated':
      return list(
        '$',
        ...e.parts.map((part) =>
          part.kind === 'text'
            ? JSON.stringify(part.value)
            : `{${show(part.value)}${part.alignment ? `,${show(part.alignment)}` : ''}${part.format === undefined ? '' : `:${part.format}`}}`,
        ),
      );
    case 'query':
      return list('query', ...e.clauses.map(showClause), showEnd(e.end));
    case 'declaration-expression':
      return list('declare', showType(e.type), showDesignation(e.designation));
  }
}

function showLiteral(value: LiteralValue): string {
  switch (value.type) {
    case 'null':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'char':
      return `'${JSON.stringify(String.fromCharCode(value.value)).slice(1, -1)}'`;
    case 'string':
      return JSON.stringify(value.value);
    case 'integer':
      return `${value.value}${value.suffix}`;
    case 'real':
      return `${value.digits}${value.suffix || 'r'}`;
  }
}

const showArgs = (args: readonly TypeSyntax[] | undefined): string =>
  args === undefined || args.length === 0 ? '' : `<${args.map(showType).join(',')}>`;

export function showType(type: TypeSyntax): string {
  switch (type.kind) {
    case 'predefined-type':
      return type.keyword;
    case 'named-type':
      return type.parts.map((part) => part.name.text + showArgs(part.args)).join('.') || '<no type>';
    case 'array-type':
      return showArray(type);
    case 'nullable-type':
      return `${showType(type.inner)}?`;
    case 'tuple-type':
      return `(${type.elements.map((element) => showType(element.type) + (element.name ? ` ${element.name.text}` : '')).join(', ')})`;
    case 'var-type':
      return 'var';
  }
}

/** C# writes the outermost brackets first. */
function showArray(type: Extract<TypeSyntax, { kind: 'array-type' }>): string {
  let brackets = '';
  let element: TypeSyntax = type;
  while (element.kind === 'array-type') {
    brackets += `[${','.repeat(element.rank - 1)}]`;
    element = element.element;
  }
  return showType(element) + brackets;
}

function showArgument(argument: Argument): string {
  const value = argument.mode === 'value' ? show(argument.value) : list(argument.mode, show(argument.value));
  return argument.name === undefined ? value : `${argument.name.text}:${value}`;
}

function showInitializer(initializer: Initializer): string {
  if (initializer.kind === 'collection-initializer') {
    return list(
      'add',
      ...initializer.elements.map((values) => (values.length === 1 ? values.map(show).join() : list(...values.map(show)))),
    );
  }
  return list(
    'set',
    ...initializer.members.map((member) => {
      const target = member.target.kind === 'name' ? member.target.name.text : `[${member.target.args.map(showArgument).join()}]`;
      const { value } = member;
      const filled = value.kind === 'object-initializer' || value.kind === 'collection-initializer' ? showInitializer(value) : show(value);
      return `${target}=${filled}`;
    }),
  );
}

function showElements(elements: readonly ArrayElement[]): string {
  return `{${elements.map((element) => (element.kind === 'nested-elements' ? showElements(element.elements) : show(element))).join(' ')}}`;
}

function showParameter(parameter: Parameter): string {
  const type = parameter.type === undefined ? '' : `${showType(parameter.type)} `;
  const mode = parameter.mode === 'value' ? '' : `${parameter.mode} `;
  return `${mode}${type}${parameter.name.text}${parameter.defaultValue === undefined ? '' : `=${show(parameter.defaultValue)}`}`;
}

const showBody = (body: Expression | Block): string => (body.kind === 'block' ? showStatement(body) : show(body));

function showDesignation(designation: Designation): string {
  if (designation.kind === 'several') return list(...designation.items.map(showDesignation));
  const type = designation.type === undefined ? '' : `${showType(designation.type)} `;
  return type + (designation.kind === 'discard' ? '_' : designation.name.text);
}

function showPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'type-pattern':
      return showType(pattern.type);
    case 'declaration-pattern':
      return list(showType(pattern.type), showDesignation(pattern.designation));
    case 'constant-pattern':
      return `=${show(pattern.value)}`;
  }
}

function showClause(clause: QueryClause): string {
  switch (clause.kind) {
    case 'from':
      return list('from', clause.type && showType(clause.type), clause.name.text, show(clause.source));
    case 'let':
      return list('let', clause.name.text, show(clause.value));
    case 'where':
      return list('where', show(clause.condition));
    case 'join':
      return list(
        'join',
        clause.type && showType(clause.type),
        clause.name.text,
        show(clause.source),
        show(clause.left),
        show(clause.right),
        clause.into && `into ${clause.into.text}`,
      );
    case 'orderby':
      return list('orderby', ...clause.keys.map((key) => (key.descending ? `-${show(key.value)}` : show(key.value))));
  }
}

function showEnd(end: QueryEnd): string {
  const into = end.into && showContinuation(end.into);
  return end.kind === 'select' ? list('select', show(end.value), into) : list('group', show(end.value), show(end.by), into);
}

const showContinuation = (into: QueryContinuation): string =>
  list('into', into.name.text, ...into.clauses.map(showClause), showEnd(into.end));

function showLocal(local: LocalDeclaration): string {
  const variables = local.variables.map((variable) => {
    if (variable.value === undefined) return variable.name.text;
    const { value } = variable;
    return `${variable.name.text}=${variable.ref ? 'ref ' : ''}${value.kind === 'nested-elements' ? showElements(value.elements) : show(value)}`;
  });
  return list(local.constant ? 'const' : 'local', local.ref, showType(local.type), ...variables);
}

export function showStatement(s: Statement): string {
  switch (s.kind) {
    case 'block':
      return `{${s.statements.map(showStatement).join(' ')}}`;
    case 'local':
      return showLocal(s);
    case 'empty':
      return ';';
    case 'expression-statement':
      return list('do', show(s.value));
    case 'return':
      return list(s.ref ? 'return-ref' : 'return', s.value && show(s.value));
    case 'yield':
      return list('yield', s.value && show(s.value));
    case 'if':
      return list('if', show(s.test), showStatement(s.then), s.otherwise && showStatement(s.otherwise));
    case 'while':
      return list('while', show(s.test), showStatement(s.body));
    case 'do':
      return list('do-while', showStatement(s.body), show(s.test));
    case 'for': {
      const init = s.init === undefined ? '' : 'kind' in s.init ? showLocal(s.init) : s.init.map(show).join(',');
      return list('for', `[${init}]`, `[${s.test ? show(s.test) : ''}]`, `[${s.update.map(show).join(',')}]`, showStatement(s.body));
    }
    case 'foreach':
      return list('foreach', s.ref, s.type && showType(s.type), showDesignation(s.designation), show(s.source), showStatement(s.body));
    case 'switch':
      return list(
        'switch',
        show(s.value),
        ...s.sections.map((section) => `[${[...section.labels.map(showLabel), ...section.statements.map(showStatement)].join(' ')}]`),
      );
    case 'break':
    case 'continue':
      return list(s.kind);
    case 'goto':
      return list(
        'goto',
        s.target.kind === 'label' ? s.target.name.text : s.target.kind === 'case' ? `case:${show(s.target.value)}` : 'default',
      );
    case 'labeled':
      return list('label', s.name.text, showStatement(s.body));
    case 'throw':
      return list('throw', s.value && show(s.value));
    case 'try':
      return list('try', showStatement(s.body), ...s.catches.map(showCatch), s.finally && `finally ${showStatement(s.finally)}`);
    case 'using':
      return list('using', s.resource.kind === 'local' ? showLocal(s.resource) : show(s.resource), showStatement(s.body));
    case 'lock':
      return list('lock', show(s.value), showStatement(s.body));
    case 'checked-block':
      return list(s.checked ? 'checked' : 'unchecked', showStatement(s.body));
    case 'local-function':
      return list(
        'function',
        s.ref,
        showType(s.returnType),
        s.name.text + (s.typeParams.length > 0 ? `<${s.typeParams.map((name) => name.text).join(',')}>` : ''),
        list(...s.params.map(showParameter)),
        s.refBody && 'ref',
        showBody(s.body),
      );
  }
}

function showLabel(label: SwitchLabel): string {
  return label.kind === 'default-label'
    ? 'default:'
    : `case ${showPattern(label.pattern)}${label.when ? ` when ${show(label.when)}` : ''}:`;
}

function showCatch(clause: CatchClause): string {
  return list(
    'catch',
    clause.type && showType(clause.type),
    clause.name?.text,
    clause.when && `when ${show(clause.when)}`,
    showStatement(clause.body),
  );
}
