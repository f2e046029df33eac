import type { BoundExpression } from '../../2-check/types/bind.ts';
import type { Constant, Import, Piece } from '../pieces.ts';
import { braces, type Code, code, layOut, text, typeOnly } from './code.ts';
import { emitResult } from './conversion.ts';
import { declarations, hoistedLocals } from './lambda.ts';
import { Output } from './output.ts';
import { EmitScope } from './scope.ts';
import { blockLines } from './statement.ts';
import { usageOf } from './usage.ts';

/** A policy expression as a function: `function name(context: Context): T { … }`. */
export interface Emitted {
  readonly pieces: readonly Piece[];
  readonly imports: readonly Import[];
  /** In the order in which they must stand. Expressions of one module may ask for the same one; it is printed once. */
  readonly constants: readonly Constant[];
  /** What the function returns, in TypeScript. */
  readonly resultType: string;
}

/** Writes a bound expression down. It must be `ok`; anything that cannot be written yet throws `Unsupported`, naming it. */
export function emitFunction(bound: BoundExpression, name: string): Emitted {
  const output = new Output(name);
  const scope = new EmitScope(bound.library, bound.secrets, output, usageOf(bound.body));
  const context = output.importType('context/context', 'Context');
  const resultType = scope.type(bound.type);
  const lines = bodyLines(scope, bound);
  const host = scope.usesHost ? [text('const { host } = context;')] : [];
  const head = code`function ${name}(context${typeOnly(`: ${context}`)})${typeOnly(`: ${resultType}`)} `;
  const pieces = layOut(code`${head}${braces([...host, ...lines])}`);
  return { pieces, imports: output.imports, constants: output.constants, resultType };
}

function bodyLines(scope: EmitScope, { body }: BoundExpression): Code[] {
  if (body.kind === 'block') {
    const lines = blockLines(scope, body.block);
    return [...declarations(scope), ...lines];
  }
  const declared = hoistedLocals(scope, body.value);
  const value = emitResult(scope, body.value);
  return [...declarations(scope), ...declared, code`return ${value.code};`];
}
