import { isSpecial, type Type, type Untyped } from './type.ts';

const untypedText: Readonly<Record<Untyped, string>> = {
  null: '<null>',
  lambda: 'lambda expression',
  'method-group': 'method group',
  default: 'default',
  throw: '<throw expression>',
  tuple: '(…)',
  namespace: 'namespace',
  type: 'type',
};

/** A type as a C# author would write it: `int`, `List<string>`, `(int a, string b)`. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'named': {
      const { definition } = type;
      if (definition.special !== undefined) return definition.special;
      const args = type.args.length === 0 ? '' : `<${type.args.map(typeText).join(', ')}>`;
      return `${definition.name}${args}`;
    }
    case 'array': {
      // The outermost rank is written first: an array of int[,] is int[][,].
      let ranks = '';
      let inner: Type = type;
      while (inner.kind === 'array') {
        ranks += `[${','.repeat(inner.rank - 1)}]`;
        inner = inner.element;
      }
      return `${typeText(inner)}${ranks}`;
    }
    case 'nullable':
      return `${typeText(type.of)}?`;
    case 'tuple':
      return `(${type.elements.map((e) => (e.name === undefined ? typeText(e.type) : `${typeText(e.type)} ${e.name}`)).join(', ')})`;
    case 'anonymous':
      return `<anonymous type: ${type.members.map((m) => `${typeText(m.type)} ${m.name}`).join(', ')}>`;
    case 'parameter':
      return type.name;
    case 'none':
      return untypedText[type.what];
    case 'unknown':
      return 'named value';
    default:
      return type.kind;
  }
}

/** `a` or `an` before a type's text. */
export const withArticle = (type: Type): string => {
  const text = typeText(type);
  return `${/^[aeiou]/i.test(text) && !isSpecial(type, 'uint') ? 'an' : 'a'} \`${text}\``;
};

/** A text that is the same for the same type only, as a key for caches. */
export function typeKey(type: Type): string {
  switch (type.kind) {
    case 'named':
      return `${type.definition.fullName}<${type.args.map(typeKey).join(',')}>`;
    case 'array':
      return `${typeKey(type.element)}[${type.rank}]`;
    case 'nullable':
      return `${typeKey(type.of)}?`;
    case 'tuple':
      return `(${type.elements.map((e) => `${typeKey(e.type)} ${e.name ?? ''}`).join(',')})`;
    case 'anonymous':
      return `{${type.members.map((m) => `${typeKey(m.type)} ${m.name}`).join(',')}}`;
    case 'parameter':
      return `!${type.name}`;
    case 'none':
      return `#${type.what}`;
    default:
      return `#${type.kind}`;
  }
}
