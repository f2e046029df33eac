import type { Bound } from '../../2-check/types/bound.ts';
import type { Method } from '../../2-check/types/member.ts';
import { splitSecrets } from '../../secret-mark.ts';
import { quote } from '../document/quote.ts';
import { code, type Js, level, text } from './code.ts';
import type { EmitScope } from './scope.ts';

interface Preparation {
  readonly parameter: string;
  /** The class that reads a text once; its instances are taken where the text is. */
  readonly module: string;
  readonly name: string;
  /** What the constant is called behind the name of the function. */
  readonly noun: string;
}

/** Parameters whose text the library reads as a language of its own, which costs more than what is then done with it. */
const preparations: ReadonlyMap<string, Preparation> = new Map([
  [
    'System.Text.RegularExpressions.Regex',
    { parameter: 'pattern', module: 'dotnet/regex/prepared-pattern', name: 'PreparedPattern', noun: 'Pattern' },
  ],
]);

/** An argument that stands in the code and becomes a constant of the module; undefined for all others. */
export function preparedArgument(scope: EmitScope, method: Method, index: number, node: Bound): Js | undefined {
  const preparation = preparations.get(method.owner.fullName);
  const value = node.constant?.value;
  if (preparation === undefined || typeof value !== 'string' || method.params[index]?.name !== preparation.parameter) return undefined;
  // A secret is read whenever the handler runs.
  if (splitSecrets(value, scope.secrets).some((part) => part.kind !== 'text')) return undefined;
  const { module, name, noun } = preparation;
  const constant = scope.output.ownConstant(noun, value, () => code`new ${scope.output.import(module, name)}(${quote(value)})`);
  return { code: text(constant), level: level.primary };
}
