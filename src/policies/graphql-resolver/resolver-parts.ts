import getAuthorizationContext from '../authentication/get-authorization-context.ts';
import { many, one, text, url } from '../define.ts';
import setBackendService from '../routing/set-backend-service.ts';
import includeFragment from '../structure/include-fragment.ts';
import setBody from '../transformation/set-body.ts';
import setHeader from '../transformation/set-header.ts';
import publishEvent from './publish-event.ts';

/** What the documents of resolvers have in common (reference: graphql-resolvers). */
export const resolverParts = {
  credential: one(getAuthorizationContext.element, 'The token that the call needs.', { policy: 'get-authorization-context' }),
  backendService: one(setBackendService.element, 'The service that is called.', { policy: 'set-backend-service' }),
  url: { text: url({ required: true, docs: 'The address, absolute.' }) },
  fragments: many(includeFragment.element, 'Policies that documents share.', { policy: 'include-fragment' }),
  fragment: one(includeFragment.element, 'Policies that documents share.', { policy: 'include-fragment' }),
  headers: many(setHeader.element, 'A header.', { policy: 'set-header' }),
  body: one(setBody.element, 'The body.', { policy: 'set-body' }),
  event: one(publishEvent.element, 'Subscriptions that learn of the result.', { policy: 'publish-event' }),
  /** A text of the request that is sent. */
  text: (docs: string) => ({ text: text({ required: true, docs }) }),
};
