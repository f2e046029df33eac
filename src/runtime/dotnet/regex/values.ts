import type { Budget } from '../../budget.ts';
import { argumentNull, outOfRange } from '../failures.ts';
import { type RuntimeType, runtimeType } from '../runtime-type.ts';
import { netType } from '../values.ts';
import type { Found } from './engines/found.ts';
import { Input } from './engines/input.ts';
import { Search } from './engines/search.ts';
import { FixedList } from './fixed-list.ts';
import type { Captures } from './machine/matcher.ts';
import { areOptions } from './options.ts';
import { parsePattern } from './parse/parse.ts';
import type { GroupName } from './pattern.ts';
import type { PatternText } from './prepared-pattern.ts';

const room = 'System.Text.RegularExpressions';
const CAPTURE = runtimeType(`${room}.Capture`);
const GROUP = runtimeType(`${room}.Group`);
const MATCH = runtimeType(`${room}.Match`);
const REGEX = runtimeType(`${room}.Regex`);
const GROUPS = runtimeType(`${room}.GroupCollection`);
const CAPTURES = runtimeType(`${room}.CaptureCollection`);
const MATCHES = runtimeType(`${room}.MatchCollection`);

/** A part of an input. */
export class Capture {
  /** The input. */
  readonly text: string;
  /** Where the input begins in the text that was handed in, if only a part of that was searched. */
  readonly offset: number;
  readonly start: number;
  readonly length: number;

  constructor(text: string, offset: number, start: number, length: number) {
    this.text = text;
    this.offset = offset;
    this.start = start;
    this.length = length;
  }

  get [netType](): RuntimeType {
    return CAPTURE;
  }

  get index(): number {
    return this.offset + this.start;
  }

  get end(): number {
    return this.start + this.length;
  }

  get value(): string {
    return this.text.slice(this.start, this.end);
  }

  toString(): string {
    return this.value;
  }
}

/** What a group captured last, and all it captured. */
export class Group extends Capture {
  readonly success: boolean;
  readonly name: string;
  readonly #all: (budget: Budget) => readonly number[];

  /** `span` is start and end, or -1 and -1; `all` gives the spans of all captures. */
  constructor(
    input: Pick<Capture, 'text' | 'offset'>,
    span: readonly [number, number],
    name: string,
    all: (budget: Budget) => readonly number[],
  ) {
    const success = span[0] >= 0;
    super(input.text, success ? input.offset : 0, success ? span[0] : 0, success ? span[1] - span[0] : 0);
    this.success = success;
    this.name = name;
    this.#all = all;
  }

  static readonly none = new Group({ text: '', offset: 0 }, [-1, -1], '', () => []);

  override get [netType](): RuntimeType {
    return GROUP;
  }

  captures(budget: Budget): CaptureCollection {
    if (!this.success) return new CaptureCollection([]);
    const spans = this.#all(budget);
    const list: Capture[] = [];
    for (let i = 0; i + 2 < spans.length; i += 2)
      list.push(new Capture(this.text, this.offset, spans[i] ?? 0, (spans[i + 1] ?? 0) - (spans[i] ?? 0)));
    // The last capture is the group itself.
    return new CaptureCollection([...list, this]);
  }
}

/** One search in one input, which a match knows to find the next one. */
interface Place {
  readonly regex: Regex;
  readonly input: Input;
  /** Where the search began: what `\G` means. */
  readonly origin: number;
  /** Where the input begins in the text that was handed in. */
  readonly offset: number;
}

/** A match, or that there is none. */
export class Match extends Group {
  readonly #place: Place | undefined;
  readonly #found: Found | undefined;
  #captures: Captures | undefined;
  #groups: GroupCollection | undefined;

  private constructor(found: Found | undefined, place: Place | undefined) {
    const input = { text: place?.input.text ?? '', offset: place?.offset ?? 0 };
    super(input, found === undefined ? [-1, -1] : [found.start, found.end], '0', () => [this.start, this.end]);
    this.#place = place;
    this.#found = found;
  }

  static readonly empty = new Match(undefined, undefined);

  /** Searches from `from` on. */
  static search(budget: Budget, place: Place, from: number): Match {
    const found = place.regex.search.find(budget, place.input, from, place.origin);
    if (found === undefined) return Match.empty;
    budget.allocate(16 + found.spans.length);
    return new Match(found, place);
  }

  override get [netType](): RuntimeType {
    return MATCH;
  }

  /** The expression that found it; undefined when there is no match. */
  get regex(): Regex | undefined {
    return this.#place?.regex;
  }

  get groups(): GroupCollection {
    this.#groups ??= this.#makeGroups();
    return this.#groups;
  }

  next(budget: Budget): Match {
    if (this.#place === undefined) return this;
    const { regex, input, offset } = this.#place;
    const backwards = regex.rightToLeft;
    const origin = backwards ? this.start : this.end;
    // After an empty match the search moves on, or it would find the same again.
    const from = this.length > 0 ? origin : origin + (backwards ? -1 : 1);
    return from < 0 || from > input.text.length ? Match.empty : Match.search(budget, { regex, input, origin, offset }, from);
  }

  #makeGroups(): GroupCollection {
    if (this.#place === undefined) return new GroupCollection([this], [{ number: 0, name: '0' }]);
    const names = this.#place.regex.groups;
    const spans = this.#found?.spans ?? [];
    const groups = names.map(({ name }, i) =>
      i === 0 ? this : new Group(this, [spans[i * 2] ?? -1, spans[i * 2 + 1] ?? -1], name, (budget) => this.#capturesOf(i, budget)),
    );
    return new GroupCollection(groups, names);
  }

  #capturesOf(place: number, budget: Budget): readonly number[] {
    if (this.#place === undefined || this.#found === undefined) return [];
    const { regex, input, origin } = this.#place;
    this.#captures ??= regex.search.captures(budget, input, this.#found, origin);
    return this.#captures[place] ?? [];
  }
}

export class CaptureCollection extends FixedList<Capture> {
  protected readonly items: readonly Capture[];

  constructor(items: readonly Capture[]) {
    super();
    this.items = items;
  }

  get [netType](): RuntimeType {
    return CAPTURES;
  }

  at(index: number): Capture {
    return this.items[index] ?? outOfRange('i');
  }
}

export class GroupCollection extends FixedList<Group> {
  protected readonly items: readonly Group[];
  readonly #names: readonly GroupName[];

  constructor(items: readonly Group[], names: readonly GroupName[]) {
    super();
    this.items = items;
    this.#names = names;
  }

  get [netType](): RuntimeType {
    return GROUPS;
  }

  /** By number; a group that is not there has not matched. */
  at(number: number): Group {
    return this.items[this.#names.findIndex((group) => group.number === number)] ?? Group.none;
  }

  named(name: string | null): Group {
    if (name === null) argumentNull('name');
    return this.items[this.#names.findIndex((group) => group.name === name)] ?? Group.none;
  }

  get names(): readonly string[] {
    return this.#names.map((group) => group.name);
  }
}

/** All matches, found as far as somebody looks. */
export class MatchCollection extends FixedList<Match> {
  readonly #budget: Budget;
  readonly #found: Match[] = [];
  #next: Match;

  constructor(budget: Budget, first: Match) {
    super();
    this.#budget = budget;
    this.#next = first;
  }

  get [netType](): RuntimeType {
    return MATCHES;
  }

  protected get items(): readonly Match[] {
    while (this.#advance());
    return this.#found;
  }

  override *[Symbol.iterator](): Iterator<Match> {
    for (let i = 0; ; i++) {
      if (i === this.#found.length && !this.#advance()) return;
      const match = this.#found[i];
      if (match !== undefined) yield match;
    }
  }

  at(index: number): Match {
    while (index >= this.#found.length && this.#advance());
    return this.#found[index] ?? outOfRange('i');
  }

  #advance(): boolean {
    if (!this.#next.success) return false;
    this.#found.push(this.#next);
    this.#next = this.#next.next(this.#budget);
    return true;
  }
}

/** System.Text.RegularExpressions.Regex. */
export class Regex {
  readonly pattern: string;
  readonly options: number;
  readonly search: Search;

  private constructor(pattern: string, options: number, search: Search) {
    this.pattern = pattern;
    this.options = options;
    this.search = search;
  }

  static of(pattern: PatternText, options: number): Regex {
    if (pattern === null) argumentNull('pattern');
    if (!areOptions(options)) outOfRange('options');
    if (typeof pattern !== 'string') return new Regex(pattern.text, options, pattern.search(options));
    return new Regex(pattern, options, new Search(parsePattern(pattern, options)));
  }

  get [netType](): RuntimeType {
    return REGEX;
  }

  get groups(): readonly GroupName[] {
    return this.search.pattern.groups;
  }

  get rightToLeft(): boolean {
    return this.search.pattern.rightToLeft;
  }

  /** The first match from `start` on; without `start` from the end where reading begins. */
  match(budget: Budget, text: string | null, start?: number): Match {
    if (text === null) argumentNull('input');
    const from = start ?? (this.rightToLeft ? text.length : 0);
    if (from < 0 || from > text.length) outOfRange('startat', 'Start index cannot be less than 0 or greater than input length.');
    return Match.search(budget, { regex: this, input: new Input(text), origin: from, offset: 0 }, from);
  }

  toString(): string {
    return this.pattern;
  }
}
