/**
 * Reads the C# texts of the library surface: declarations of types and signatures of members (runtime/dotnet/define.ts says what
 * they look like). The texts are ours, so a text that does not parse is a fault of the library and throws; a test reads them all.
 */

/** A type as written in a signature; keywords are names too. */
export type TypeText =
  | { readonly kind: 'name'; readonly parts: readonly { readonly name: string; readonly args: readonly TypeText[] }[] }
  | { readonly kind: 'array'; readonly element: TypeText; readonly rank: number }
  | { readonly kind: 'nullable'; readonly of: TypeText }
  | { readonly kind: 'tuple'; readonly elements: readonly { readonly type: TypeText; readonly name: string | undefined }[] };

export interface TypeParameterText {
  readonly name: string;
  readonly variance?: 'in' | 'out' | undefined;
  readonly constraint?: 'class' | 'struct' | undefined;
  /** Types that it must derive from or implement. */
  readonly bounds?: readonly TypeText[] | undefined;
}

/** The default of an optional parameter. A dotted name is an enum member or a constant. */
export type DefaultText =
  | { readonly kind: 'null' }
  | { readonly kind: 'default' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'char'; readonly value: number }
  | { readonly kind: 'name'; readonly path: readonly string[] };

export interface ParameterText {
  readonly name: string;
  readonly type: TypeText;
  readonly mode: 'value' | 'ref' | 'out' | 'in' | 'params';
  readonly defaultValue?: DefaultText;
}

export type Signature =
  | {
      readonly kind: 'method';
      readonly name: string;
      readonly isStatic: boolean;
      readonly extension: boolean;
      readonly typeParams: readonly TypeParameterText[];
      readonly params: readonly ParameterText[];
      readonly returns: TypeText;
    }
  | { readonly kind: 'constructor'; readonly name: string; readonly params: readonly ParameterText[] }
  | { readonly kind: 'property'; readonly name: string; readonly isStatic: boolean; readonly type: TypeText; readonly accessors: Accessors }
  | { readonly kind: 'indexer'; readonly params: readonly ParameterText[]; readonly type: TypeText; readonly accessors: Accessors }
  | { readonly kind: 'field'; readonly name: string; readonly isStatic: boolean; readonly type: TypeText; readonly isReadonly: boolean }
  | { readonly kind: 'constant'; readonly name: string; readonly type: TypeText }
  | { readonly kind: 'operator'; readonly operator: string; readonly params: readonly ParameterText[]; readonly returns: TypeText }
  | { readonly kind: 'conversion'; readonly implicit: boolean; readonly from: TypeText; readonly to: TypeText };

export interface Accessors {
  readonly get: boolean;
  readonly set: boolean;
}

export interface Declaration {
  readonly form: 'class' | 'static class' | 'struct' | 'interface' | 'enum' | 'delegate';
  /** Namespace and enclosing types, then the name. */
  readonly path: readonly string[];
  readonly typeParams: readonly TypeParameterText[];
  readonly isAbstract: boolean;
  readonly bases: readonly TypeText[];
  readonly flags: boolean;
  readonly enumMembers: readonly { readonly name: string; readonly value: bigint }[];
  readonly invoke?: { readonly params: readonly ParameterText[]; readonly returns: TypeText };
}

const modifiers = new Set(['public', 'protected', 'virtual', 'override', 'abstract', 'sealed', 'new', 'unsafe', 'partial', 'extern']);
const tokenPattern = /\s+|@?[A-Za-z_]\w*|\d[\w.]*|'(?:\\.[^']*|[^'\\])'|"(?:\\.|[^"\\])*"|=>|==|!=|<=|>=|\+\+|--|[^\s\w]/gu;

class Reader {
  readonly #text: string;
  readonly #tokens: string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = (text.match(tokenPattern) ?? []).filter((token) => token.trim() !== '');
  }

  get token(): string {
    return this.#tokens[this.#at] ?? '';
  }

  get following(): string {
    return this.#tokens[this.#at + 1] ?? '';
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  next(): string {
    const { token } = this;
    this.#at++;
    return token;
  }

  take(token: string): boolean {
    if (this.token !== token) return false;
    this.#at++;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.wrong(`expected ${token}`);
  }

  name(): string {
    const token = this.next();
    if (!/^@?[A-Za-z_]\w*$/.test(token)) throw this.wrong('expected a name');
    return token.replace(/^@/, '');
  }

  wrong(what: string): Error {
    return new Error(`library surface: ${what} at token ${this.#at} (\`${this.token}\`) of \`${this.#text}\``);
  }
}

/** Reads a row's signature. Throws an `Error` that quotes the text when it is not one. */
export function parseSignature(text: string): Signature {
  const reader = new Reader(text);
  const signature = readSignature(reader);
  reader.take(';');
  if (!reader.done) throw reader.wrong('unexpected text');
  return signature;
}

/** Reads the head of a type. Throws an `Error` that quotes the text when it is not one. */
export function parseDeclaration(text: string): Declaration {
  const reader = new Reader(text);
  const declaration = readDeclaration(reader);
  if (!reader.done) throw reader.wrong('unexpected text');
  return declaration;
}

function readSignature(reader: Reader): Signature {
  let isStatic = false;
  let isReadonly = false;
  let isConstant = false;
  for (;;) {
    if (reader.take('static')) isStatic = true;
    else if (reader.take('readonly')) isReadonly = true;
    else if (reader.take('const')) isConstant = true;
    else if (modifiers.has(reader.token)) reader.next();
    else break;
  }
  if (reader.token === 'implicit' || reader.token === 'explicit') return readConversion(reader);
  if (/^[A-Za-z_]/.test(reader.token) && reader.following === '(') {
    const name = reader.name();
    return { kind: 'constructor', name, params: readParameters(reader, '(', ')') };
  }
  const type = readType(reader);
  if (reader.take('operator')) {
    const operator = readOperator(reader);
    return { kind: 'operator', operator, params: readParameters(reader, '(', ')'), returns: type };
  }
  if (reader.take('this')) {
    const params = readParameters(reader, '[', ']');
    return { kind: 'indexer', params, type, accessors: readAccessors(reader) };
  }
  const name = reader.name();
  if (reader.token === '{') return { kind: 'property', name, isStatic, type, accessors: readAccessors(reader) };
  if (isConstant) {
    while (!reader.done) reader.next();
    return { kind: 'constant', name, type };
  }
  if (reader.token === '(' || reader.token === '<') {
    const names = reader.token === '<' ? readTypeParameters(reader) : [];
    const extension = reader.following === 'this';
    const params = readParameters(reader, '(', ')');
    const typeParams = readConstraints(reader, names);
    return { kind: 'method', name, isStatic, extension, typeParams, params, returns: type };
  }
  return { kind: 'field', name, isStatic, type, isReadonly };
}

function readConversion(reader: Reader): Signature {
  const implicit = reader.next() === 'implicit';
  reader.expect('operator');
  const to = readType(reader);
  const [parameter] = readParameters(reader, '(', ')');
  if (parameter === undefined) throw reader.wrong('a conversion needs one parameter');
  return { kind: 'conversion', implicit, from: parameter.type, to };
}

function readOperator(reader: Reader): string {
  const first = reader.next();
  if ((first === '<' || first === '>') && reader.token === first) return first + reader.next();
  return first;
}

function readAccessors(reader: Reader): Accessors {
  let get = false;
  let set = false;
  reader.expect('{');
  while (!reader.take('}')) {
    const word = reader.next();
    if (word === 'get') get = true;
    else if (word === 'set') set = true;
    else if (word !== ';') throw reader.wrong('expected get or set');
  }
  return { get, set };
}

function readParameters(reader: Reader, open: string, close: string): ParameterText[] {
  const params: ParameterText[] = [];
  reader.expect(open);
  while (!reader.take(close)) {
    if (params.length > 0) reader.expect(',');
    reader.take('this');
    let mode: ParameterText['mode'] = 'value';
    if (reader.token === 'ref' || reader.token === 'out' || reader.token === 'in' || reader.token === 'params')
      mode = reader.next() as ParameterText['mode'];
    const type = readType(reader);
    // The parameter of an operator or a delegate may go unnamed.
    const name = /^[A-Za-z_@]/.test(reader.token) ? reader.name() : `arg${params.length + 1}`;
    params.push(reader.take('=') ? { name, type, mode, defaultValue: readDefault(reader) } : { name, type, mode });
  }
  return params;
}

function readDefault(reader: Reader): DefaultText {
  if (reader.take('null')) return { kind: 'null' };
  if (reader.token === 'true' || reader.token === 'false') return { kind: 'bool', value: reader.next() === 'true' };
  if (reader.take('default')) {
    if (reader.take('(')) {
      readType(reader);
      reader.expect(')');
    }
    return { kind: 'default' };
  }
  const sign = reader.take('-') ? '-' : '';
  const token = reader.next();
  if (/^\d/.test(token)) return { kind: 'number', text: sign + token };
  if (token.startsWith('"')) return { kind: 'string', value: JSON.parse(token) as string };
  if (token.startsWith("'")) return { kind: 'char', value: (JSON.parse(`"${token.slice(1, -1)}"`) as string).charCodeAt(0) };
  const path = [token];
  while (reader.take('.')) path.push(reader.name());
  return { kind: 'name', path };
}

function readTypeParameters(reader: Reader): TypeParameterText[] {
  const found: TypeParameterText[] = [];
  reader.expect('<');
  while (!reader.take('>')) {
    if (found.length > 0) reader.expect(',');
    const variance = reader.take('in') ? 'in' : reader.take('out') ? 'out' : undefined;
    found.push({ name: reader.name(), variance });
  }
  return found;
}

function readConstraints(reader: Reader, params: readonly TypeParameterText[]): TypeParameterText[] {
  let constrained = [...params];
  while (reader.take('where')) {
    const name = reader.name();
    reader.expect(':');
    do {
      if (reader.token === 'class' || reader.token === 'struct') {
        const constraint = reader.next() as 'class' | 'struct';
        constrained = constrained.map((param) => (param.name === name ? { ...param, constraint } : param));
      } else if (reader.take('new')) {
        reader.expect('(');
        reader.expect(')');
      } else {
        const bound = readType(reader);
        constrained = constrained.map((param) => (param.name === name ? { ...param, bounds: [...(param.bounds ?? []), bound] } : param));
      }
    } while (reader.take(','));
  }
  return constrained;
}

function readType(reader: Reader): TypeText {
  let type: TypeText = reader.token === '(' ? readTuple(reader) : readNamed(reader);
  for (;;) {
    if (reader.take('?')) type = { kind: 'nullable', of: type };
    else if (reader.token === '[') {
      const ranks: number[] = [];
      while (reader.take('[')) {
        let rank = 1;
        while (reader.take(',')) rank++;
        reader.expect(']');
        ranks.push(rank);
      }
      for (const rank of ranks.reverse()) type = { kind: 'array', element: type, rank };
    } else return type;
  }
}

function readTuple(reader: Reader): TypeText {
  const elements: { type: TypeText; name: string | undefined }[] = [];
  reader.expect('(');
  while (!reader.take(')')) {
    if (elements.length > 0) reader.expect(',');
    const type = readType(reader);
    elements.push({ type, name: /^[A-Za-z_]/.test(reader.token) ? reader.name() : undefined });
  }
  return { kind: 'tuple', elements };
}

function readNamed(reader: Reader): TypeText {
  const parts: { name: string; args: TypeText[] }[] = [];
  do {
    const name = reader.name();
    const args: TypeText[] = [];
    if (reader.take('<')) {
      do args.push(readType(reader));
      while (reader.take(','));
      reader.expect('>');
    }
    parts.push({ name, args });
  } while (reader.take('.'));
  return { kind: 'name', parts };
}

function readDeclaration(reader: Reader): Declaration {
  let flags = false;
  let isStatic = false;
  let isAbstract = false;
  if (reader.take('[')) {
    flags = reader.next() === 'Flags';
    reader.expect(']');
  }
  for (;;) {
    if (reader.take('static')) isStatic = true;
    else if (reader.take('abstract')) isAbstract = true;
    else if (modifiers.has(reader.token) || reader.token === 'readonly') reader.next();
    else break;
  }
  const form = reader.next();
  if (form === 'delegate') return readDelegate(reader);
  if (form !== 'class' && form !== 'struct' && form !== 'interface' && form !== 'enum')
    throw reader.wrong('expected class, struct, interface, enum or delegate');
  const path = [reader.name()];
  while (reader.take('.')) path.push(reader.name());
  const names = reader.token === '<' ? readTypeParameters(reader) : [];
  const bases: TypeText[] = [];
  if (reader.take(':'))
    do bases.push(readType(reader));
    while (reader.take(','));
  const typeParams = readConstraints(reader, names);
  const enumMembers = form === 'enum' ? readEnumMembers(reader) : [];
  return { form: isStatic && form === 'class' ? 'static class' : form, path, typeParams, isAbstract, bases, flags, enumMembers };
}

function readDelegate(reader: Reader): Declaration {
  const returns = readType(reader);
  const path = [reader.name()];
  while (reader.take('.')) path.push(reader.name());
  const names = reader.token === '<' ? readTypeParameters(reader) : [];
  const params = readParameters(reader, '(', ')');
  const typeParams = readConstraints(reader, names);
  return { form: 'delegate', path, typeParams, isAbstract: false, bases: [], flags: false, enumMembers: [], invoke: { params, returns } };
}

function readEnumMembers(reader: Reader): { name: string; value: bigint }[] {
  const members: { name: string; value: bigint }[] = [];
  let next = 0n;
  reader.expect('{');
  while (!reader.take('}')) {
    const name = reader.name();
    if (reader.take('=')) {
      const negative = reader.take('-');
      const value = BigInt(reader.next());
      next = negative ? -value : value;
    }
    members.push({ name, value: next });
    next += 1n;
    if (reader.token !== '}') reader.expect(',');
  }
  return members;
}
