/** An answer of the graph. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
}

/** Asks a gateway, and gives its answer with the text it came as. */
export async function ask(
  graphqlUrl: string,
  query: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer & { readonly text: string; readonly status: number }> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  return { ...(JSON.parse(text) as Answer), text, status: response.status };
}
