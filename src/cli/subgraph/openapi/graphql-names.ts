/** Words of a text: letters and digits, cut where capitals begin a word. */
const words = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');

const legal = (text: string): string => (/^[0-9]/.test(text) ? `_${text}` : text);

/** `petsByStatus` of `pets_by-status`; a fallback where nothing of the text can be in a name. */
export function fieldName(text: string, fallback: string): string {
  if (/^[_A-Za-z][_0-9A-Za-z]*$/.test(text) && !text.startsWith('__')) return text;
  const [first = '', ...rest] = words(text);
  const name = `${first.toLowerCase()}${rest.map(capital).join('')}`;
  return name === '' ? fallback : legal(name);
}

/** A root field: always begins lower, whatever an `operationId` looks like. */
export function rootName(text: string): string {
  const [first = 'operation', ...rest] = words(text);
  return legal(`${first.charAt(0).toLowerCase()}${first.slice(1)}${rest.map(capital).join('')}`);
}

/** `PetStatus` of `pet.status`. */
export function typeName(text: string): string {
  const name = words(text).map(capital).join('');
  return name === '' ? 'Value' : legal(name);
}

/** `IN_PROGRESS` of `in-progress`; a name that GraphQL takes stays as it is. */
export function enumName(text: string, position: number): string {
  if (/^[_A-Za-z][_0-9A-Za-z]*$/.test(text) && !/^(?:true|false|null|__.*)$/.test(text)) return text;
  const signs: Readonly<Record<string, string>> = { '-': 'MINUS', '+': 'PLUS', '<': 'LESS', '>': 'GREATER', '=': 'EQUAL' };
  const spoken = text.replace(/^[-+<>=]/, (sign) => `${signs[sign] ?? ''} `);
  const name = words(spoken).join('_').toUpperCase();
  return name === '' ? `VALUE_${position + 1}` : /^(?:TRUE|FALSE|NULL)$/.test(name) ? `${name}_` : legal(name);
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Names that are taken once. */
export class Taken {
  readonly #names: Set<string>;

  constructor(names: Iterable<string> = []) {
    this.#names = new Set(names);
  }

  /** The name, or the first with a number behind it that nobody has. */
  take(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#names.has(name); number++) name = `${wanted}${number}`;
    this.#names.add(name);
    return name;
  }
}
