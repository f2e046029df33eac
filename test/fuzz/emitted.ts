import { Script } from 'node:vm';
import { analyse } from '../../src/cli/eval/interactive/analysis.ts';
import type { Library } from '../../src/compiler/2-check/types/library.ts';
import { emitFunction } from '../../src/compiler/3-emit/csharp/emit.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { javascriptOf } from '../compiler/3-emit/csharp/emitting.ts';

/** Names that emitted code may use besides those of the library: its own, and those of the language. All others begin with `$`. */
const ownNames =
  /^(f|context|host|budget|step|begin|built|joined|allocate|value|name|kind|given\d*|t\d*|loop\d*|choice\d*|state\d*|machine\d*|section\d*|subject\d*|target\d*|thrown\d*|error\d*|item\d*|items\d*|source\d*|e\d*|key|result\d*|clock|random|crypto)$/;

const words = new Set(
  (
    'function const let var return if else for of in while do switch case default break continue try catch finally throw new null true false void typeof ' +
    'instanceof undefined this yield await async Number String BigInt Math Symbol Array Object NaN Infinity Uint8Array'
  ).split(' '),
);

export interface Checked {
  readonly findings: readonly Diagnostic[];
  /** Whether there was something to emit. */
  readonly emitted: boolean;
}

/**
 * Compiles a text and throws what must never happen: a finding outside of the text, emitted code that does not parse, or a name in it that the text
 * could have chosen. `authored` are the words of the text.
 */
export function checkCompiled(text: string, library: Library): Checked {
  const { bound, findings } = analyse(text, library);
  for (const { span, message } of findings) {
    if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length))
      throw new Error(`a finding outside of the text: ${message}`);
    if (/\{[a-z][A-Za-z]*\}/.test(message) && !/\{[a-z][A-Za-z]*\}/.test(text)) throw new Error(`a hole was not filled: ${message}`);
  }
  if (bound?.ok !== true || findings.some(({ severity }) => severity === 'error')) return { findings, emitted: false };
  const { pieces, constants, imports } = emitFunction(bound, 'f');
  const javascript = `${constants.map((constant) => javascriptOf(constant.pieces)).join('\n')}\n${javascriptOf(pieces)}`;
  // oxlint-disable-next-line no-new -- it throws where the code has a syntax error
  new Script(`'use strict';\n${javascript}`);
  const imported = new Set(imports.map((one) => one.as ?? one.name));
  const declared = new Set(constants.map((constant) => constant.name));
  for (const name of freeWords(javascript)) {
    if (name.startsWith('$') || ownNames.test(name) || words.has(name) || imported.has(name) || declared.has(name)) continue;
    throw new Error(`the name \`${name}\` stands in emitted code`);
  }
  return { findings, emitted: true };
}

/** Words of JavaScript that are neither in strings nor behind a dot or before a colon, which name members of the library. */
function freeWords(javascript: string): Set<string> {
  const code = javascript.replaceAll(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/g, "''");
  const outside = withoutTemplates(code);
  const found = new Set<string>();
  for (const { 0: word, index } of outside.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)) {
    const isKey = /^\s*:/.test(outside.slice(index + word.length)) && /[{,]\s*$/.test(outside.slice(0, index));
    if (!isKey) found.add(word);
  }
  return found;
}

/** The code of template literals' holes stays, their text goes. */
function withoutTemplates(code: string): string {
  let out = '';
  const depths: number[] = [];
  let inText = false;
  for (let i = 0; i < code.length; i++) {
    const char = code.charAt(i);
    if (inText) {
      if (char === '\\') i++;
      else if (char === '`') inText = false;
      else if (char === '$' && code.charAt(i + 1) === '{') {
        depths.push(0);
        inText = false;
        out += ' ';
        i++;
      }
      continue;
    }
    if (char === '`') inText = true;
    else if (char === '{' && depths.length > 0) depths.push((depths.pop() ?? 0) + 1);
    else if (char === '}' && depths.length > 0) {
      const depth = depths.pop() ?? 0;
      if (depth === 0) {
        inText = true;
        continue;
      }
      depths.push(depth - 1);
    }
    out += inText ? ' ' : char;
  }
  return out;
}
