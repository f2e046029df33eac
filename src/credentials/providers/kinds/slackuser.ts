import { defineProvider } from '../define-provider.ts';
import { slackErrorCodes, slackFacts, slackScopes } from '../slack-facts.ts';

export const slackuser = defineProvider({
  ...slackFacts,
  id: 'slackuser',
  displayName: 'Slack (user)',
  docs: 'A person in Slack, through the user scopes of a Slack app. The answer to a consent holds the token of the person in `authed_user`.',
  scopes: { ...slackScopes, name: 'user_scope', need: 'required', sample: 'channels:read search:read' },
  answer: { tokenIn: { member: 'authed_user', typeAtTop: 'user' }, unstatedLifetime: 'unlimited', errorCodes: slackErrorCodes },
});
