import { defineProvider } from '../define-provider.ts';
import { slackErrorCodes, slackFacts, slackScopes } from '../slack-facts.ts';

export const slack = defineProvider({
  ...slackFacts,
  id: 'slack',
  displayName: 'Slack (bot)',
  docs: 'The bot of a Slack app in one workspace. Its tokens last until they are revoked, or 12 hours with token rotation. For what a person may do take `slackuser`.',
  scopes: { ...slackScopes, need: 'required', sample: 'channels:read chat:write' },
  answer: { unstatedLifetime: 'unlimited', errorCodes: slackErrorCodes },
});
