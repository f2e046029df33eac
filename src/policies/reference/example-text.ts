import type { Example, PolicyDefinition } from '../define.ts';
import { prettyXml } from './pretty-xml.ts';

type Given = NonNullable<Example['given']>;
type Expected = Example['expect'];
type Headers = Readonly<Record<string, string | null>>;

/** An example with what it starts from and what comes of it, as the tests have executed it. */
export function exampleText({ title, xml, section, given, expect }: Example, { sections }: PolicyDefinition): readonly string[] {
  const where = section !== undefined && section !== sections[0] ? ` In \`${section}\`.` : '';
  const before = givenLines(given ?? {});
  const effects = expectedLines(expect);
  const after = effects.length === 0 ? ['the exchange goes on'] : effects;
  return [
    `${title}.${where}`,
    fenced('xml', prettyXml(xml)),
    ...Object.entries(given?.fragments ?? {}).map(([id, text]) => fenced('xml', `<!-- fragments/${id}.xml -->\n${prettyXml(text)}`)),
    ...(given?.base === undefined ? [] : [fenced('xml', `<!-- subgraphs.xml -->\n${prettyXml(given.base)}`)]),
    [...before.map((line) => `- Given ${line}.`), ...after.map((line) => `- Then ${line}.`)].join('\n'),
  ].filter((text) => text !== '');
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;
/** Text as code, whatever stands in it. */
function code(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = (text ?? 'undefined').replaceAll(/\s*\n\s*/g, ' ');
  return shown.includes('`') ? `\`\` ${shown} \`\`` : `\`${shown === '' ? ' ' : shown}\``;
}

function givenLines({ method, url, originalUrl, headers, body, variables, response, answers, tokens, schema }: Given): readonly string[] {
  return [
    ...(method === undefined && url === undefined
      ? []
      : [
          `a request ${[method, url]
            .filter((each) => each !== undefined)
            .map(code)
            .join(' ')}`,
        ]),
    ...(originalUrl === undefined ? [] : [`a client that called ${code(originalUrl)}`]),
    ...headerLines('the client’s header', headers ?? {}),
    ...(body === undefined ? [] : [`the body ${code(body)}`]),
    ...Object.entries(variables ?? {}).map(([name, value]) => `the variable ${code(name)} with ${code(value)}`),
    ...(schema === undefined ? [] : [`the schema ${code(schema)}`]),
    ...Object.keys(tokens ?? {}).map((connection) => `a token for the connection ${code(connection)}`),
    ...(response === undefined ? [] : [`a backend that answers ${answerText(response)}`]),
    ...(answers ?? []).map((answer) => `a service that answers ${answerText(answer)}`),
  ];
}

function answerText({ status, headers, body }: { readonly status: number; readonly headers?: Headers; readonly body?: string }): string {
  const parts = [`${status}`, ...headerLines('with', headers ?? {}), ...(body === undefined ? [] : [`with the body ${code(body)}`])];
  return parts.join(' ');
}

const headerLines = (what: string, headers: Headers): readonly string[] =>
  Object.entries(headers).map(([name, value]) =>
    value === null ? `${what} ${code(name)} is absent` : `${what} ${code(`${name}: ${value}`)}`,
  );

function expectedLines(expected: Expected): readonly string[] {
  const { sent, method, url, body, variables, response, requests, traces, outcome, forwarded, error } = expected;
  return [
    ...headerLines('the backend gets', sent ?? {}),
    ...(method === undefined ? [] : [`the method is ${code(method)}`]),
    ...(url === undefined ? [] : [`the address is ${code(url)}`]),
    ...(body === undefined ? [] : [`the body is ${code(body)}`]),
    ...Object.entries(variables ?? {}).map(([name, value]) => `the variable ${code(name)} is ${code(value)}`),
    ...(requests ?? []).map(
      (request) =>
        `${code(request.method ?? 'GET')} ${code(request.url)} is sent${request.body === undefined || request.body === null ? '' : ` with ${code(request.body)}`}`,
    ),
    ...(traces ?? []).map((trace) => `the trace has ${code(trace)}`),
    ...(response === undefined ? [] : responseLines(response)),
    ...(forwarded === undefined ? [] : [forwarded ? 'the request is sent on' : 'nothing is sent on']),
    ...(outcome === 'failed' ? [`the exchange fails${error === undefined ? '' : `: ${code(error)}`}`] : []),
    ...(outcome === 'returned' ? ['the exchange ends here'] : []),
  ];
}

function responseLines({ status, reason, headers, body }: NonNullable<Expected['response']>): readonly string[] {
  return [
    ...(status === undefined ? [] : [`the status is ${code(`${status}${reason === undefined ? '' : ` ${reason}`}`)}`]),
    ...headerLines('the answer has', headers ?? {}),
    ...(body === undefined ? [] : [`the answer is ${code(body)}`]),
  ];
}
