import { type Message, message } from '../diagnostics/message.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Fault } from './fault.ts';
import type { Place } from './places.ts';
import { wrongNames } from './scalars/name.ts';
import type { SecretReader } from './secret-reader.ts';
import { holdsSecret, strayKeys } from './secret-spans.ts';
import { type Piece, pieces } from './secret-text.ts';
import { dotted, type MapTree, type ScalarTree, type Tree } from './tree.ts';

const unset = message('config/env-missing', 'error', '`{name}` {problem}', 'set the environment variable before the start');
const noFile = message(
  'config/file-missing',
  'error',
  '`{name}` {problem}',
  'check the path and who may read the file; relative paths start at the folder of the configuration',
);
const notAReference = message(
  'config/reference',
  'error',
  'what stands here between `$` and `}` is no reference',
  `write \`\${env.NAME}\` for an environment variable, \`\${file:/path}\` for a file, \`$\${\` for the two characters themselves`,
);
const fileElsewhere = message(
  'config/file-reference',
  'error',
  '`{path}` cannot be read from a file',
  `files are read only where a secret may stand; write the value, or take it from \`\${env.NAME}\``,
);
const literalSecret = message(
  'config/secret-literal',
  'warning',
  '`{path}` is a secret in plain sight',
  `take it from the environment or a file: \`\${env.NAME}\` or \`\${file:/path}\``,
);
const literalPassword = message(
  'config/password-literal',
  'warning',
  '`{path}` holds a password in plain sight',
  `take it from the environment or a file, as in \`redis://:\${env.NAME}@host:6379\``,
);
const emptySecret = message(
  'config/secret-empty',
  'error',
  '`{path}` is empty',
  `name where it comes from: \`\${env.NAME}\` or \`\${file:/path}\``,
);
const prototypeKey = message('config/key', 'error', '`{key}` cannot be a key', 'choose another name');

export interface Interpreted {
  /** What the schema checks: maps without a prototype, lists and scalars. Empty keys are left out, so that they count as absent. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** Values that are reported already; what the schema says of them would be an echo. */
  readonly faulted: ReadonlySet<Tree>;
}

/**
 * `check` reports references that lead nowhere. `skip` is for commands that run nothing: secrets are not looked for, and what takes its value
 * from a variable that is not set gets a stand-in.
 */
export type SecretUse = 'check' | 'skip';

/** Gives a tree the values that the schema checks: resolves references, except where a secret may stand, and finds what is wrong with them. */
export function interpret(tree: Tree, place: Place, reader: SecretReader, use: SecretUse, text: string): Interpreted {
  const interpreter = new Interpreter(reader, use, text);
  const value = interpreter.value(tree, place, []);
  return { value, faults: interpreter.faults, faulted: interpreter.faulted };
}

class Interpreter {
  readonly faults: Fault[] = [];
  readonly faulted = new Set<Tree>();
  readonly #absent = new Set<Tree>();
  readonly #reader: SecretReader;
  readonly #use: SecretUse;
  readonly #text: string;

  constructor(reader: SecretReader, use: SecretUse, text: string) {
    this.#reader = reader;
    this.#use = use;
    this.#text = text;
  }

  value(tree: Tree, place: Place | undefined, path: readonly (string | number)[]): unknown {
    if (tree.kind === 'scalar') return this.#scalar(tree, place, path);
    if (tree.kind === 'list') return tree.items.map((item, index) => this.value(item, place?.child(index), [...path, index]));
    if (place !== undefined) this.#names(tree, place);
    const map: Record<string, unknown> = Object.create(null);
    const stray = strayKeys(tree, place);
    for (const [key, child] of tree.entries) {
      if (key === '__proto__') this.#fault(child, prototypeKey, { key }, child.key);
      else if (!stray.has(key)) {
        const value = this.value(child, place?.child(key), [...path, key]);
        if (value !== undefined) map[key] = value;
        // An unknown key is to be reported even if nothing follows it.
        else if (place?.keys?.includes(key) === false) map[key] = null;
      }
    }
    return map;
  }

  #names(tree: MapTree, place: Place): void {
    const stray = strayKeys(tree, place);
    const names = [...tree.entries.keys()].filter((name) => !stray.has(name));
    for (const { name, refusal } of place.names === undefined ? [] : wrongNames(names, place.names)) {
      this.faults.push({ message: refusal.message, span: tree.entries.get(name)?.key ?? tree.key, values: refusal.values });
    }
  }

  #scalar(tree: ScalarTree, place: Place | undefined, path: readonly (string | number)[]): unknown {
    // A key without a value: a map all of whose lines are commented out is an empty map, anything else is absent.
    const secret = place !== undefined && holdsSecret(place, path);
    if (tree.value === null) {
      if (secret) this.#fault(tree, emptySecret, { path: dotted(path) }, tree.key);
      return secret ? '' : place?.takes.has('map') === true ? Object.create(null) : undefined;
    }
    if (place?.asWritten === true && typeof tree.value !== 'string') return tree.written;
    if (secret) this.#literal(tree, path);
    else if (place?.admitsSecret === true && holdsPassword(tree.written)) this.#warn(tree, literalPassword, path);
    if (typeof tree.value !== 'string') return tree.value;
    const parts = pieces(tree.value);
    for (const piece of parts) this.#reference(piece, tree, place, path);
    if (place?.admitsSecret === true) return tree.value;
    if (this.#absent.has(tree)) return standIn(place);
    if (this.faulted.has(tree)) return undefined;
    return typed(this.#substitute(parts), parts, place);
  }

  #literal(tree: ScalarTree, path: readonly (string | number)[]): void {
    const { written } = tree;
    if (written === '') this.#fault(tree, emptySecret, { path: dotted(path) });
    else if (pieces(written).every((piece) => piece.kind === 'text')) {
      this.#warn(tree, literalSecret, path);
    }
  }

  #warn(tree: ScalarTree, what: Message, path: readonly (string | number)[]): void {
    this.faults.push({ message: what, span: tree.span, values: { path: dotted(path) } });
  }

  #reference(piece: Piece, tree: ScalarTree, place: Place | undefined, path: readonly (string | number)[]): void {
    if (piece.kind === 'text') return;
    const span = this.#locate(tree.span, piece.written);
    if (piece.kind === 'unknown') {
      this.#fault(tree, notAReference, {}, span);
      return;
    }
    const { reference } = piece;
    const mayBeSecret = place?.admitsSecret === true;
    if (reference.kind === 'file' && !mayBeSecret) {
      this.#fault(tree, fileElsewhere, { path: dotted(path) }, span);
      return;
    }
    if (mayBeSecret && this.#use === 'skip') return;
    const answer = this.#reader.read(reference);
    if (answer.kind === 'missing' && this.#use === 'skip') {
      this.#absent.add(tree);
      this.faulted.add(tree);
    } else if (answer.kind === 'missing') {
      this.#fault(tree, reference.kind === 'env' ? unset : noFile, { name: answer.name, problem: answer.problem }, span);
    }
  }

  #substitute(parts: readonly Piece[]): string {
    let whole = '';
    for (const piece of parts) {
      if (piece.kind === 'text') whole += piece.text;
      else if (piece.kind === 'reference') {
        const answer = this.#reader.read(piece.reference);
        whole += answer.kind === 'found' ? answer.secret.reveal() : '';
      }
    }
    return whole;
  }

  #fault(tree: Tree, what: Message, values: Fault['values'], span: Span = tree.span): void {
    this.faults.push({ message: what, span, values });
    this.faulted.add(tree);
  }

  /** Where a reference stands in a value; the whole value when escapes hide it. */
  #locate(span: Span, written: string): Span {
    const at = this.#text.indexOf(written, span.start);
    return at >= 0 && at + written.length <= span.end ? { start: at, end: at + written.length } : span;
  }
}

/** A URL with a password that is not a reference. */
function holdsPassword(text: string): boolean {
  const [, password] = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s:]*:(.+)@/i.exec(text) ?? [];
  return password !== undefined && pieces(password).some((piece) => piece.kind === 'text');
}

/** Something that the place takes, for a value that is not known. */
function standIn(place: Place | undefined): unknown {
  const sample = place?.samples.find((value) => typeof value !== 'object');
  if (sample !== undefined) return sample;
  return place?.takes.has('boolean') === true ? false : 'unset';
}

/** A text out of references takes the type that its place wants: the environment knows only text. */
function typed(text: string, parts: readonly Piece[], place: Place | undefined): string | number | boolean {
  if (place === undefined || place.takes.has('text') || parts.every((piece) => piece.kind === 'text')) return text;
  if (place.takes.has('number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (place.takes.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
