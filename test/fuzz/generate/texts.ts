import { random } from './random.ts';

/** Pieces that texts are made of: what C# has, what it had later, and what breaks a reader. */
const vocabulary = (
  'a b x var int string from in select where when await async nameof yield not and or out ref new is as if else for foreach while do switch ' +
  'case default break continue return throw try catch finally using lock goto checked static const this base null true typeof sizeof ' +
  'delegate class enum unsafe fixed stackalloc params context constructor __proto__ prototype process require globalThis ' +
  '( ) [ ] { } < > , ; : . .. ? ?. ?? ??= = == != => += -> :: + - * / ! ~ ^ & && | || ' +
  '<< >= 1 2.5 0x 1_ 1e "s" "\\d" "unclosed @"v" $"{x}" $"{ $"{{ $"}" $@"{x,3:N}" """ \'c\' \'cd\' \'\' @ # // /* */ \\u0041 ` ${ $ &quot; \n é \u2028'
).split(' ');

const tokensOf = (text: string): string[] => text.match(/[$@]*"(?:\\.|""|[^"\\])*"|'(?:\\.|[^'\\])'|[A-Za-z_]\w*|\d[\w.]*|\s+|./gs) ?? [];

/** Broken and whole expressions of a seed: runs of tokens, and mutations of other expressions. */
export function expressionText(seed: number, seeds: readonly string[]): string {
  const chance = random(seed);
  if (chance.once(5)) {
    const words = Array.from({ length: 1 + chance.below(24) }, () => chance.pick(vocabulary)).join(chance.once(3) ? '' : ' ');
    return chance.once(2) ? `@(${words})` : `@{${words}}`;
  }
  const base = chance.pick(seeds);
  const tokens = tokensOf(base.slice(2, -1));
  for (let change = chance.below(4); change >= 0; change--) {
    const at = chance.below(tokens.length + 1);
    const other = tokensOf(chance.pick(seeds).slice(2, -1));
    const from = chance.below(other.length + 1);
    const put = chance.once(3) ? [chance.pick(vocabulary)] : other.slice(from, from + chance.below(6));
    tokens.splice(at, chance.below(3), ...put);
  }
  return `${base.slice(0, 2)}${tokens.join('')}${base.slice(-1)}`;
}

const markup = [
  '<policies>',
  '</policies>',
  '<inbound>',
  '</inbound>',
  '<base />',
  '<set-header name="a">',
  '</set-header>',
  '<value>',
  '</value>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<?x',
  '?>',
  '<!DOCTYPE a [',
  '&amp;',
  '&#x41;',
  '&bogus;',
  '&#xD800;',
  '&',
  '<',
  '>',
  '/>',
  '"',
  "'",
  '=',
  '{{name}}',
  '{{',
  '@(',
  '@{',
  ')',
  '}',
  '<__proto__>',
  '</constructor>',
  'a="',
  "b='",
  ' ',
  '\n',
  '\u0000',
  'é',
  '\ud83d',
  '<a b="@(context.Variables["x"])" />',
  '@{ return "</a>"; }',
];

/** Broken documents of a seed: markup in disorder around expressions. */
export function documentText(seed: number, seeds: readonly string[]): string {
  const chance = random(seed);
  const parts = Array.from({ length: 1 + chance.below(30) }, () =>
    chance.once(6) ? expressionText(chance.below(2 ** 31), seeds) : chance.pick(markup),
  );
  return chance.once(2) ? `<policies><inbound>${parts.join('')}</inbound></policies>` : parts.join('');
}
