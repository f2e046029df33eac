import type { LocalDeclaration, VariableDeclarator } from '../../../1-parse/csharp/ast.ts';
import { arrayWithElements } from '../bind-expression/array.ts';
import { bindExpression, isBroken } from '../bind-expression/expression.ts';
import { type Binding, newLocal } from '../binding.ts';
import type { Bound, Local, LocalKind } from '../bound.ts';
import type { BoundStatement } from '../bound-statement.ts';
import { convert, errorValue } from '../convert.ts';
import { errorType, isError, type Type } from '../type.ts';
import { resolveValueType } from '../type-syntax.ts';
import { typeText } from '../type-text.ts';
import { declareLocal } from './declare.ts';
import { arrayInitializerPlace, constantValue, noInitializer, varInitializer } from './statement-messages.ts';

/** `T a = 1, b;`, `var a = 1;`, `const T a = 1;` (C# standard §13.6.2). */
export function bindLocals(binding: Binding, node: LocalDeclaration, kind: LocalKind = 'variable'): BoundStatement[] {
  if (node.ref !== undefined || node.variables.some((variable) => variable.ref === true)) binding.sink.fail();
  if (node.type.kind === 'var-type') return node.variables.map((variable) => bindVar(binding, variable, kind));
  const type = resolveValueType(binding, node.type);
  return node.variables.map((variable) =>
    node.constant ? bindConstant(binding, type, variable) : bindTyped(binding, type, variable, kind),
  );
}

function bindTyped(binding: Binding, type: Type, { name, value }: VariableDeclarator, kind: LocalKind): BoundStatement {
  const local = newLocal(name.text, type.kind === 'void' ? errorType : type, name.span, kind);
  declareLocal(binding, local);
  if (value === undefined) return { kind: 'declare', span: name.span, local, value: undefined };
  return { kind: 'declare', span: { start: name.span.start, end: value.span.end }, local, value: initialValue(binding, local.type, value) };
}

function initialValue(binding: Binding, type: Type, value: NonNullable<VariableDeclarator['value']>): Bound {
  if (value.kind !== 'nested-elements') {
    const bound = bindExpression(binding, value);
    return isError(type) ? errorValue(value.span) : convert(binding, bound, type);
  }
  if (type.kind === 'array') return arrayWithElements(binding, type, value.elements, value.span);
  if (!isError(type)) binding.sink.report(arrayInitializerPlace, value.span, {}, { cs: 'CS0622' });
  return errorValue(value.span);
}

function bindVar(binding: Binding, { name, value }: VariableDeclarator, kind: LocalKind): BoundStatement {
  const { sink } = binding;
  const declare = (type: Type, bound: Bound | undefined): BoundStatement => {
    const local: Local = newLocal(name.text, type, name.span, kind);
    declareLocal(binding, local);
    return { kind: 'declare', span: name.span, local, value: bound };
  };
  if (value === undefined) {
    sink.report(noInitializer, name.span, { name: name.text }, { cs: 'CS0818' });
    return declare(errorType, errorValue(name.span));
  }
  if (value.kind === 'nested-elements') {
    sink.report(varInitializer, value.span, { name: name.text, what: 'a list in braces' }, { cs: 'CS0820' });
    return declare(errorType, errorValue(name.span));
  }
  const bound = bindExpression(binding, value);
  const { type } = bound;
  if (isBroken(bound)) return declare(errorType, bound);
  if (type.kind === 'none' || type.kind === 'void') {
    const what = type.kind === 'void' ? 'a call that returns nothing' : `a \`${typeText(type)}\``;
    sink.report(varInitializer, value.span, { name: name.text, what }, { cs: 'CS0815' });
    return declare(errorType, errorValue(value.span));
  }
  return declare(type, bound);
}

function bindConstant(binding: Binding, type: Type, { name, value }: VariableDeclarator): BoundStatement {
  const bound = value === undefined ? errorValue(name.span) : initialValue(binding, type, value);
  if (!isBroken(bound) && bound.constant === undefined)
    binding.sink.report(constantValue, bound.span, { name: name.text }, { cs: 'CS0133' });
  const local: Local = { ...newLocal(name.text, type, name.span, 'constant'), constant: bound.constant ?? { value: null } };
  declareLocal(binding, local);
  return { kind: 'empty', span: name.span };
}
