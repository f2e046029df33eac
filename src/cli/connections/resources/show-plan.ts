import { visible } from '../../../diagnostics/visible.ts';
import { type Ink, paint } from '../../paint.ts';
import { count } from '../../reports/count.ts';
import type { Change, Detail } from './difference.ts';
import type { Plan } from './plan.ts';
import { nameOf, type Subject } from './world.ts';

/** For programs. A secret is said to change, and never shown. */
export function planJson(plan: Plan, place: string): object {
  return {
    format: 1,
    place,
    plan: plan.id,
    changes: plan.changes.map((change) => ({
      action: change.kind,
      ...named(change.subject),
      ...('details' in change ? { settings: change.details.map(detailJson) } : {}),
    })),
    kept: plan.kept.map(({ subject }) => named(subject)),
    blocked: plan.blocked.map(({ subject, why }) => ({ ...named(subject), why })),
    unchanged: plan.same,
    secretsNotCompared: plan.unseen,
  };
}

const named = (subject: Subject): object => ({ kind: subject.kind, name: nameOf(subject) });

const detailJson = ({ name, before, after, secret }: Detail): object =>
  secret ? { name, secret: true } : { name, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };

const signs = { make: '+', change: '~', remove: '-' } as const;
const paints = { make: 'green', change: 'yellow', remove: 'red' } as const;

/** For people: what would be done, in the order in which it would be. */
export function planText(plan: Plan, place: string, color: boolean): string {
  const ink = paint(color);
  const parts = [...plan.changes.map((change) => changeText(change, ink)), remarks(plan, ink), summary(plan, place, ink)];
  return parts.filter((part) => part !== '').join('\n');
}

export const subjectText = (subject: Subject): string => `${subject.kind} ${visible(nameOf(subject))}`;

function changeText(change: Change, ink: Ink): string {
  const inked = ink[paints[change.kind]];
  const title = `${inked(`${signs[change.kind]} ${subjectText(change.subject)}`)}\n`;
  if (change.kind === 'remove') {
    const cascade = { provider: 'with its connections, and their tokens', connection: 'with its tokens', 'access policy': '' }[
      change.subject.kind
    ];
    return cascade === '' ? title : `${title}    ${cascade}\n`;
  }
  const width = Math.max(0, ...change.details.map(({ name }) => name.length));
  return `${title}${change.details.map((detail) => `    ${detail.name.padEnd(width)}  ${valueText(detail, change.kind)}\n`).join('')}`;
}

function valueText({ before, after, secret }: Detail, kind: Change['kind']): string {
  if (secret) return kind === 'make' || before === undefined ? '(secret)' : '(secret, another one)';
  if (after === undefined) return `${visible(before ?? '')} -> nothing`;
  return kind === 'make' || before === undefined ? visible(after) : `${visible(before)} -> ${visible(after)}`;
}

function remarks({ kept, blocked, unseen }: Plan, ink: Ink): string {
  const lines = [
    ...blocked.map(({ subject, why }) => `${ink.red('!')} ${subjectText(subject)} stays as it is: ${visible(why)}\n`),
    ...kept.map(({ subject }) => `${ink.dim('=')} ${subjectText(subject)} is in no file, and stays (--prune removes it)\n`),
    ...(unseen === 0 ? [] : [`${ink.dim('?')} ${count(unseen, 'secret')} cannot be compared: the management API does not show them\n`]),
  ];
  return lines.join('');
}

function summary({ id, changes, same }: Plan, place: string, ink: Ink): string {
  if (changes.length === 0) return `${ink.green('Nothing to do')}: ${count(same, 'resource')} of ${place} as declared\n`;
  const many = (kind: Change['kind']): number => changes.filter((change) => change.kind === kind).length;
  return `${ink.bold(`Plan ${id}`)} for ${place}: ${many('make')} to make, ${many('change')} to change, ${many('remove')} to remove, ${same} as declared\n`;
}
