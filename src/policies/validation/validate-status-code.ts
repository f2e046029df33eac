import type { Exchange } from '../../runtime/exchange.ts';
import { type Args, definePolicy, idAttribute, int, many, variableName, word } from '../define.ts';
import { actions, internalError, noSchema, settle } from './http/faults.ts';

const policy = definePolicy({
  name: 'validate-status-code',
  summary: 'Looks at the status of the response.',
  docs: 'Where API Management looks into the description of the API, here GraphQL over HTTP is the description: 200, 400, 401, 403, 405, 406, 415 and 422 are specified. Of any other status `unspecified-status-code-action` says what becomes of it, or the `<status-code>` for it: `prevent` fails the exchange with status 502, `detect` only notes it in the variable, a JArray of objects with `Name`, `Type`, `ValidationRule`, `Details` and `Action`.',
  sections: ['outbound', 'on-error'],
  scopes: ['global', 'subgraph'],
  form: 'call',
  effect: 'sync',
  oncePerSection: true,
  element: {
    attributes: {
      'unspecified-status-code-action': word(actions)({ required: true, docs: 'What is done about a status that is not specified.' }),
      'errors-variable-name': variableName({ expression: false, docs: 'The variable that errors are put in.' }),
      // Not in the reference, and written so by published documents.
      'error-variable-name': variableName({ expression: false, docs: 'The same; published documents write it so.' }),
      id: idAttribute,
    },
    children: {
      'status-code': many(
        {
          attributes: {
            code: int({ min: 100, max: 999 })({ required: true, expression: false, docs: 'The status.' }),
            action: word(actions)({ required: true, docs: 'What is done about it.' }),
          },
        },
        'Another action for one status. It means nothing for those that are specified.',
      ),
    },
  },
  examples: [
    {
      title: 'Let nothing strange out, but allow 404',
      section: 'outbound',
      xml: '<validate-status-code unspecified-status-code-action="prevent"><status-code code="404" action="ignore" /></validate-status-code>',
      given: { response: { status: 302 } },
      expect: { outcome: 'failed', response: { status: 502 }, error: 'Response status code 302 is not allowed.' },
    },
  ],
});
export default policy;

/** Reference: validate-status-code. */
export function run(x: Exchange, args: Args<typeof policy>): void {
  const { response } = x.context;
  if (response === null) return;
  const { statusCode } = response;
  const variable = args.errorsVariableName ?? args.errorVariableName;
  const described = x.ports.schemas.http(x.scope === 'subgraph' ? x.context.api?.id : undefined);
  if (described === undefined) {
    settle(x, policy.name, [noSchema(args.unspecifiedStatusCodeAction)], variable);
    return;
  }
  if (described.hasStatus(statusCode)) return;
  const action = args.statusCode.find(({ code }) => code === statusCode)?.action ?? args.unspecifiedStatusCodeAction;
  const details = `Response status code ${statusCode} is not allowed.`;
  const fault = { name: String(statusCode), type: 'StatusCode', rule: 'Unspecified', details, told: internalError, action } as const;
  settle(x, policy.name, [fault], variable);
}
