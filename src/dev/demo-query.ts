import type { DevFacts } from './facts.ts';
import { applications } from './oauth/applications.ts';
import { people } from './oauth/people.ts';

/**
 * A query short enough to paste. With the example's subgraphs it needs the three federated ones and shows their token ids;
 * `subgraphs/sample.graphql` is the longer form.
 */
export function demoQuery(subgraphs: readonly string[]): string {
  const federated = applications.filter(({ kind }) => kind === 'federation');
  if (!federated.every(({ name }) => subgraphs.includes(name))) return '{ __typename }';
  const calls = federated.map(({ name }) => `${name}Call { tokenId tokenIssuedAt }`).join(' ');
  return `{ customer(id: "northwind") { name plan { name } issues { key title } } ${calls} }`;
}

/** A query that joins all kinds, and needs a connection of whoever asks; `subgraphs/connect.graphql` is the longer form. */
export function connectStory(subgraphs: readonly string[]): Pick<DevFacts, 'connect'> {
  if (!['crm', 'support', 'github'].every((name) => subgraphs.includes(name))) return {};
  const query = '{ customer(id: "northwind") { name tickets { subject issue { title state url } } } github_viewer { login } }';
  return { connect: { query, person: people[1]?.id ?? people[0].id } };
}
