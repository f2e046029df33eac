import { moreExact, type Operation, pathPattern } from './operations.ts';

/** The variable in which an imported document has the id of the operation that a request belongs to. */
export const OPERATION_VARIABLE = 'imported-operation';

/** Whose keys open an API. `none`: it needs no key. */
export type KeyDemand =
  | { readonly kind: 'none' }
  | { readonly kind: 'any' }
  | { readonly kind: 'some'; readonly products: readonly string[]; readonly subscriptions: readonly string[] };

/** What API Management does by itself for an API, written down as policies: it knows operations, and demands keys. */
export interface Guard {
  /** The path of the API here. */
  readonly path: string;
  /** Undefined: they are not known. */
  readonly operations: readonly Operation[] | undefined;
  /** Operations whose policies could not be merged: without them nothing may be done for a request. */
  readonly withheld: readonly string[];
  readonly keys: KeyDemand;
}

/**
 * The policies of a guard, to stand first in `inbound`; empty when there is nothing to guard. They are written so that they mean the same in both ways of
 * writing expressions: no `<`, no `&`, and no double quote within double quotes.
 */
export function guardText({ path, operations, withheld, keys }: Guard): string {
  const lines = [...(operations === undefined ? [] : operationLines(path, operations, withheld)), ...keyLines(keys)];
  return lines.map((line) => `    ${line}\n`).join('');
}

function operationLines(path: string, operations: readonly Operation[], withheld: readonly string[]): readonly string[] {
  const cases = [...operations].sort(moreExact).map(({ id, method, template }) => {
    const test = `System.Text.RegularExpressions.Regex.IsMatch(path, @"${pathPattern(path, template)}", System.Text.RegularExpressions.RegexOptions.IgnoreCase)`;
    return `  if (method == "${method}") { if (${test}) { return "${cSharp(id)}"; } }`;
  });
  return [
    '<!-- Requests belong to an operation, or they are refused. The first that fits counts, so those that say more stand first. -->',
    `<set-variable name="${OPERATION_VARIABLE}" value='@{`,
    '  var method = context.Request.Method;',
    '  var path = context.Request.OriginalUrl.Path;',
    ...cases,
    '  return "";',
    "}' />",
    '<choose>',
    ...answerLines(isOperation(''), '404', 'Resource Not Found'),
    ...(withheld.length === 0 ? [] : ['  <!-- Their policies are not here: write them, then take this away. -->']),
    ...withheld.flatMap((id) => answerLines(isOperation(id), '501', 'Not Implemented')),
    '</choose>',
  ];
}

const answerLines = (condition: string, code: string, reason: string): readonly string[] => [
  `  <when condition='@(${condition})'>`,
  '    <return-response>',
  `      <set-status code="${code}" reason="${reason}" />`,
  '    </return-response>',
  '  </when>',
];

/** A condition, for an attribute in single quotes. */
export const isOperation = (id: string): string =>
  `((string)context.Variables.GetValueOrDefault("${OPERATION_VARIABLE}", "")) == "${cSharp(id)}"`;

function keyLines(keys: KeyDemand): readonly string[] {
  if (keys.kind === 'none') return [];
  const opens = keys.kind === 'any' ? [] : keyTests(keys);
  const refused = keys.kind === 'any' ? 'context.Subscription == null' : `context.Subscription == null || !(${opens.join(' || ')})`;
  const isClosed = keys.kind === 'some' && opens.length === 0;
  return [
    isClosed ? '<!-- No product and no subscription opens this API. -->' : '<!-- A subscription key is needed. -->',
    '<choose>',
    ...answerLines(isClosed ? 'true' : refused, '401', 'Access Denied'),
    '</choose>',
  ];
}

const keyTests = ({ products, subscriptions }: Extract<KeyDemand, { kind: 'some' }>): readonly string[] => [
  ...products.map((id) => `context.Product?.Id == "${cSharp(id)}"`),
  ...subscriptions.map((id) => `context.Subscription.Id == "${cSharp(id)}"`),
];

/** A text inside of a C# string that stands in XML between single quotes. */
const cSharp = (text: string): string =>
  [...text].map((character) => (/[A-Za-z0-9 _.~/{}*:;,@!?()=-]/.test(character) ? character : `\\u${unit(character)}`)).join('');

const unit = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0').slice(-4);
