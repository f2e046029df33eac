import type { Host } from '../../host.ts';
import { dotnetType, member } from '../define.ts';
import type { Group } from './values.ts';

export const Group_ = dotnetType('class System.Text.RegularExpressions.Group : Capture', 'What a group captured last.', {
  success: member('bool Success { get; }', (group: Group) => group.success, 'Whether the group captured anything.'),
  name: member('string Name { get; }', (group: Group) => group.name, 'The name or number of the group.'),
  captures: member(
    'CaptureCollection Captures { get; }',
    (host: Host, group: Group) => group.captures(host.budget),
    'All that the group captured.',
    {
      host: true,
    },
  ),
});
