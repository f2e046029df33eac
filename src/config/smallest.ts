/** The smallest configuration, for whoever has none. */
export const smallestConfig: string = 'subgraphs: { crm: { url: "https://crm.example.com/graphql" } }';
