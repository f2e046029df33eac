import { visible } from '../../../diagnostics/visible.ts';
import { paint } from '../../paint.ts';
import { count } from '../../reports/count.ts';
import type { Detail, Difference } from './difference.ts';
import { subjectText } from './show-plan.ts';
import { nameOf, type Subject } from './world.ts';

/** How something is otherwise than declared, seen from what is there. */
interface Drifted {
  readonly how: 'gone' | 'changed' | 'added' | 'out of reach';
  readonly subject: Subject;
  readonly details: readonly Detail[];
  readonly why?: string;
}

const drifted = ({ changes, extra, blocked }: Difference): readonly Drifted[] => [
  ...changes.map(
    (change): Drifted => ({
      how: change.kind === 'make' ? 'gone' : 'changed',
      subject: change.subject,
      details: change.kind === 'change' ? change.details : [],
    }),
  ),
  ...extra.map(({ subject }): Drifted => ({ how: 'added', subject, details: [] })),
  ...blocked.map(({ subject, why }): Drifted => ({ how: 'out of reach', subject, details: [], why })),
];

/** For programs. */
export const driftJson = (found: Difference, place: string): object => ({
  format: 1,
  place,
  drift: drifted(found).map(({ how, subject, details, why }) => ({
    how,
    kind: subject.kind,
    name: nameOf(subject),
    ...(details.length === 0 ? {} : { settings: details.map(settingJson) }),
    ...(why === undefined ? {} : { why }),
  })),
  unchanged: found.same,
  secretsNotCompared: found.unseen,
});

const settingJson = ({ name, before, after, secret }: Detail): object =>
  secret ? { name, secret: true } : { name, declared: after ?? null, there: before ?? null };

const words = {
  gone: 'is declared, and not there',
  changed: 'was changed',
  added: 'is there, and not declared',
  'out of reach': 'differs',
} as const;

/** For people: what is there, against what is declared. */
export function driftText(found: Difference, place: string, color: boolean): string {
  const ink = paint(color);
  const all = drifted(found);
  const hidden = found.unseen === 0 ? '' : `${count(found.unseen, 'secret')} cannot be compared: the management API does not show them\n`;
  if (all.length === 0) return `${ink.green('No drift')}: ${count(found.same, 'resource')} of ${place} as declared\n${hidden}`;
  const blocks = all.map(({ how, subject, details, why }) => {
    const lines = details.map(({ name, before, after, secret }) =>
      secret ? `    ${name}  (secret) is another one\n` : `    ${name}  declared ${quoted(after)}, there ${quoted(before)}\n`,
    );
    const title = `${ink.yellow(subjectText(subject))} ${words[how]}${why === undefined ? '' : `: ${visible(why)}`}\n`;
    return `${title}${lines.join('')}`;
  });
  return `${blocks.join('')}\n${ink.bold(count(all.length, 'difference'))} between ${place} and what is declared, ${found.same} as declared\n${hidden}`;
}

const quoted = (text: string | undefined): string => (text === undefined ? 'nothing' : `\`${visible(text)}\``);
