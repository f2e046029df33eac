import { applications } from './oauth/applications.ts';

/**
 * A query short enough to paste. With the example's subgraphs it needs all three and shows their token ids;
 * `subgraphs/sample.graphql` is the longer form.
 */
export function demoQuery(subgraphs: readonly string[]): string {
  if (!applications.every(({ name }) => subgraphs.includes(name))) return '{ __typename }';
  const calls = applications.map(({ name }) => `${name}Call { tokenId tokenIssuedAt }`).join(' ');
  return `{ customer(id: "northwind") { name plan { name } issues { key title } } ${calls} }`;
}
