import type { PrincipalName } from '../access/principal-name.ts';

/**
 * How it is proved that the browser that finishes a consent belongs to whom its link was made for. Otherwise a link that is sent to
 * somebody else would connect that person's account.
 *
 * `page`: a link of the operator, for a connection of the organisation. Our page names the account, and connects it once that is
 * confirmed in the same browser.
 * `bearer`: the tokens wait until this principal confirms the code that `returnTo` was given.
 * `sign-in`: whoever opens the link signs in as this principal before anything else happens.
 */
export type LinkProof =
  | { readonly kind: 'page' }
  | { readonly kind: 'bearer'; readonly principal: PrincipalName; readonly returnTo: string }
  | { readonly kind: 'sign-in'; readonly principal: PrincipalName };
