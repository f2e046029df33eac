import { message } from '../../../diagnostics/message.ts';
import { type CheckedElement, int, many, one, type ReportOn, text, variableName, word } from '../../define.ts';

/** Parts of the schemas of validate-jwt and validate-azure-ad-token. */
export const failure = {
  'failed-validation-httpcode': int({ min: 200, max: 599 })({
    fallback: 401,
    docs: 'The status of the answer to a token that does not pass.',
  }),
  'failed-validation-error-message': text({ docs: 'The message of that answer. Without it: what was wrong.' }),
  'output-token-variable-name': variableName({
    expression: false,
    docs: 'A variable that receives the token as a `Jwt` once it has passed.',
  }),
} as const;

export const audiences = one(
  { children: { audience: many({ text: text({ required: true, docs: 'An audience.' }) }, 'A value that `aud` may hold.') } },
  'Whom tokens may be for. Without any, `aud` is not looked at.',
);

export const requiredClaims = one(
  {
    children: {
      claim: many(
        {
          attributes: {
            name: text({ required: true, docs: 'The claim.' }),
            match: word(['all', 'any'])({ fallback: 'all', docs: 'Whether every value must be in the token, or one of them.' }),
            separator: text({ docs: 'What a text that stands for several values is split at, such as a blank in `scp`.' }),
          },
          children: {
            value: many({ text: text({ docs: 'A value.' }) }, 'A value of the claim. Without any, the claim must only be there.'),
          },
        },
        'A claim that must be there.',
      ),
    },
  },
  'What tokens must say.',
);

/** The attributes that tell where a token stands. */
const places = ['header-name', 'query-parameter-name', 'token-value'] as const;

export const manyPlaces = message(
  'validate-jwt/token-places',
  'error',
  '<{element}> says more than once where the token stands',
  'write one of header-name, query-parameter-name and token-value',
);

/** Reports places of the token beyond the first; says how many there are. */
export function checkPlaces(element: CheckedElement, report: ReportOn): number {
  const given = places.filter((name) => element.attributes.has(name));
  for (const name of given.slice(1))
    report(manyPlaces, element.attributes.get(name)?.nameSpan ?? element.nameSpan, { element: element.name });
  return given.length;
}

/** The children of a child, such as the keys in issuer-signing-keys. */
export const within = ({ children }: CheckedElement, name: string): readonly CheckedElement[] =>
  children.filter((child) => child.name === name).flatMap((child) => child.children);
