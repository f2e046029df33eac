import type { $ZodIssue } from 'zod/v4/core';
import { type Message, message } from '../diagnostics/message.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Fault } from './fault.ts';
import type { Place } from './places.ts';
import { Refusal } from './scalars/refusal.ts';
import { shownKey } from './scalars/secret-name.ts';
import { smallestConfig } from './smallest.ts';
import { dotted, follow, pointAt, type Tree } from './tree.ts';

const unknownKey = message('config/unknown-key', 'error', 'unknown key `{key}`', 'known here: {known}');
const missing = message('config/missing-key', 'error', '{owner} has no `{key}`');
const wrongType = message('config/type', 'error', '`{path}` must be {expected}, not {found}');
const wrongRoot = message('config/root', 'error', 'the file must be a map of settings, not {found}', `for example \`${smallestConfig}\``);
const notOneOf = message('config/value', 'error', '`{path}` cannot be `{text}`', 'use {allowed}');
const range = message('config/range', 'error', '`{path}` must be {bound}');
const refused = message('config/invalid', 'error', '`{path}` is not valid');

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  tuple: 'a list',
};

/** Says in our words, and at its place in the file, what the schema refuses. */
export function toFaults(issues: readonly $ZodIssue[], tree: Tree, place: Place, faulted: ReadonlySet<Tree>): Fault[] {
  return issues.flatMap((issue) => {
    const at = follow(tree, issue.path);
    return faulted.has(at.tree) ? [] : say(issue, issue.path, { tree, place, here: at.tree, found: at.found });
  });
}

interface At {
  readonly tree: Tree;
  readonly place: Place;
  readonly here: Tree;
  readonly found: boolean;
}

function say(issue: $ZodIssue, path: readonly PropertyKey[], at: At): readonly Fault[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknown(key, path, at));
    case 'invalid_type':
      return [issue.input === undefined ? absent(path, at) : mistyped(words[issue.expected] ?? 'something else', path, at)];
    case 'invalid_value':
      return [issue.input === undefined ? absent(path, at) : unlisted(issue.values.map(String), path, at)];
    case 'too_small':
      return [outside(issue.origin, `at least ${issue.minimum}`, path, at)];
    case 'too_big':
      return [outside(issue.origin, `at most ${issue.maximum}`, path, at)];
    case 'invalid_union':
      return at.found ? ofUnion(issue.errors, path, at) : [absent(path, at)];
    case 'custom':
      return refusals(issue, path, at.found ? pointAt(at.here) : at.here.key, shown(at.here));
    default:
      return [{ message: refused, span: pointAt(at.here), values: { path: dotted(path) } }];
  }
}

function unknown(key: string, path: readonly PropertyKey[], { place, here }: At): Fault {
  const entry = here.kind === 'map' ? here.entries.get(key) : undefined;
  const known = placeAt(place, path)?.keys ?? [];
  const meant = nearest(key, known);
  const span = entry?.key ?? here.key;
  return {
    message: unknownKey,
    span,
    values: { key: shownKey(key), known: list(known) },
    ...(meant === undefined ? {} : { help: `did you mean \`${meant}\`?`, fix: { title: `rename it to \`${meant}\``, span, text: meant } }),
  };
}

function absent(path: readonly PropertyKey[], { place, here }: At): Fault {
  const key = String(path.at(-1));
  const owner = path.length === 1 ? 'the file' : `\`${dotted(path.slice(0, -1))}\``;
  const sample = placeAt(place, path)?.samples[0];
  const span = path.length === 1 ? { start: here.key.start, end: here.key.start } : here.key;
  return {
    message: missing,
    span,
    values: { owner, key },
    help: sample === undefined ? undefined : `for example \`${key}: ${flow(sample)}\``,
  };
}

function mistyped(expected: string, path: readonly PropertyKey[], at: At): Fault {
  const { here, place } = at;
  if (path.length === 0) return { message: wrongRoot, span: here.span, values: { found: describe(here) } };
  const taken = placeAt(place, path);
  const sample = taken?.samples[0];
  const help =
    here.kind === 'scalar' &&
    typeof here.value === 'string' &&
    taken?.takes.has('text') === false &&
    /^(-?\d+|true|false)$/.test(here.written)
      ? 'write it without quotes'
      : here.kind === 'scalar' && typeof here.value !== 'string' && taken?.takes.has('text') === true
        ? 'put it in quotes'
        : sample === undefined
          ? undefined
          : `for example \`${String(path.at(-1))}: ${flow(sample)}\``;
  return { message: wrongType, span: pointAt(here), values: { path: dotted(path), expected, found: describe(here) }, help };
}

function unlisted(allowed: readonly string[], path: readonly PropertyKey[], { here }: At): Fault {
  if (here.kind !== 'scalar')
    return { message: wrongType, span: pointAt(here), values: { path: dotted(path), expected: list(allowed), found: describe(here) } };
  const meant = nearest(here.written, allowed);
  return {
    message: notOneOf,
    span: pointAt(here),
    values: { path: dotted(path), text: shown(here), allowed: list(allowed) },
    ...(meant === undefined ? {} : { help: `did you mean \`${meant}\`?` }),
  };
}

function outside(origin: string, bound: string, path: readonly PropertyKey[], { here }: At): Fault {
  const what = origin === 'array' || origin === 'string' ? `${origin === 'array' ? 'a list of' : 'a text of'} ${bound}` : bound;
  return { message: range, span: pointAt(here), values: { path: dotted(path), bound: what } };
}

/** How far into the value an option got before it failed. */
const depth = (issues: readonly $ZodIssue[]): number =>
  Math.max(...issues.map((issue) => (issue.code === 'custom' ? 1 : 0) + issue.path.length));

/** The option that got furthest into the value tells best what is wrong; when all fail at once, what any of them takes. */
function ofUnion(options: readonly (readonly $ZodIssue[])[], path: readonly PropertyKey[], at: At): readonly Fault[] {
  const best = [...options].sort((a, b) => depth(b) - depth(a))[0];
  if (best !== undefined && depth(best) > 0) {
    return best.flatMap((issue) => {
      const inner = [...path, ...issue.path];
      const there = follow(at.tree, inner);
      return say(issue, inner, { ...at, here: there.tree, found: there.found });
    });
  }
  const expected = options.flat().flatMap((issue) => {
    if (issue.code === 'invalid_type') return [words[issue.expected] ?? ''];
    return issue.code === 'invalid_value' ? issue.values.map((value) => `\`${String(value)}\``) : [];
  });
  return [mistyped(either([...new Set(expected)]), path, at)];
}

function refusals(issue: $ZodIssue, path: readonly PropertyKey[], span: Fault['span'], text: string): readonly Fault[] {
  const refusal: unknown = issue.code === 'custom' ? issue.params?.['refusal'] : undefined;
  if (!(refusal instanceof Refusal)) return [];
  return [{ message: refusal.message as Message, span, values: { path: dotted(path), text, ...refusal.values }, help: refusal.help }];
}

const either = (kinds: readonly string[]): string =>
  kinds.length < 2 ? kinds.join() : `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;

const placeAt = (place: Place, path: readonly PropertyKey[]): Place | undefined =>
  path.reduce<Place | undefined>((here, key) => (typeof key === 'symbol' ? undefined : here?.child(key)), place);

/** A scalar as it is written, shortened; never what a reference stands for. */
const shown = (tree: Tree): string =>
  tree.kind !== 'scalar' ? '…' : tree.written.length > 60 ? `${tree.written.slice(0, 59)}…` : tree.written;

function describe(tree: Tree): string {
  if (tree.kind === 'map') return 'a map';
  if (tree.kind === 'list') return 'a list';
  if (tree.value === null) return 'nothing';
  return typeof tree.value === 'string' ? 'text' : typeof tree.value === 'number' ? 'a number' : `\`${tree.value}\``;
}

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

/** A sample in YAML's flow form, on one line. */
const flow = (sample: unknown): string =>
  typeof sample === 'string' && /^[\w./:-]+$/.test(sample) ? sample : JSON.stringify(sample).replaceAll('":', '": ').replaceAll(',', ', ');
