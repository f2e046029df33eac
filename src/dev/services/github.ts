import { personOf } from '../oauth/people.ts';
import type { ServiceContext } from './service-call.ts';

interface Issue {
  readonly __typename: 'Issue';
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED';
  readonly url: string;
  readonly createdAt: string;
}

const issue = (number: number, title: string, state: Issue['state'], createdAt: string): Issue => ({
  __typename: 'Issue',
  id: `I_${number}`,
  number,
  title,
  state,
  url: `https://github.example.com/northwind/roaster/issues/${number}`,
  createdAt,
});

const issues: readonly Issue[] = [
  issue(41, 'Roast profiles vanish after an export', 'OPEN', '2026-11-03T09:12:00Z'),
  issue(38, 'Label printer prints the wrong weight', 'CLOSED', '2026-10-21T15:40:00Z'),
];

const repository = {
  __typename: 'Repository',
  id: 'R_1',
  nameWithOwner: 'northwind/roaster',
  stargazerCount: 128,
  issues: ({ first, states }: { readonly first?: number | null; readonly states?: readonly string[] | null }) => {
    const found = issues.filter(({ state }) => states === undefined || states === null || states.includes(state));
    return { nodes: found.slice(0, first ?? found.length), totalCount: found.length };
  },
};

const user = (id: string) => ({ __typename: 'User', id: `U_${id}`, login: id, name: personOf(id)?.name ?? null });

const nodeOf = (id: string): object | null => {
  if (id === repository.id) return repository;
  return id.startsWith('U_') && personOf(id.slice(2)) !== undefined ? user(id.slice(2)) : (issues.find((each) => each.id === id) ?? null);
};

/** The stand-in for GitHub: a plain GraphQL API in the shapes of its public schema. Root fields alone; the rest are members. */
export const githubFields = {
  viewer: (_: unknown, __: unknown, { token }: ServiceContext) => user(token.subject),
  repository: (_: unknown, { owner, name }: { readonly owner: string; readonly name: string }) =>
    `${owner}/${name}` === repository.nameWithOwner ? repository : null,
  node: (_: unknown, { id }: { readonly id: string }) => nodeOf(id),
  nodes: (_: unknown, { ids }: { readonly ids: readonly string[] }) => ids.map(nodeOf),
};
