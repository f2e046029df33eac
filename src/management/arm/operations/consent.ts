import { nameOf } from '../../../credentials/access/principal-name.ts';
import type { LinkProof } from '../../../credentials/consent/proof.ts';
import { ArmError, badRequest, notFound } from '../arm-error.ts';
import { objectAt, optionalText, requiredText } from '../read-body.ts';
import { find, idOf } from './connections.ts';
import type { Call, Operation } from './operation.ts';

/**
 * A link that connects the connection once. With a `postLoginRedirectUrl` the browser comes back there with a `code`, and the tokens wait
 * until whoever asked for the link confirms it; without one, our page asks which account it was.
 */
export const loginLinks: Operation = {
  async POST(call) {
    const { settings, provider } = await find(call);
    const link = await call.api.credentials.consentUrl(provider.settings.id, settings.id, proofOf(call));
    switch (link.kind) {
      case 'link':
        return { status: 200, body: { loginLink: link.url.reveal() } };
      case 'owner-only':
        return { status: 200, body: { loginLink: link.page } };
      case 'unknown-connection':
        throw notFound('there is no such connection');
      case 'no-consent-needed':
        throw new ArmError(400, 'ValidationError', 'nobody has to consent to this connection: its tokens are got without a person');
    }
  },
};

function proofOf(call: Call): LinkProof {
  const returnTo = optionalText(objectAt(call.body(), 'body'), 'postLoginRedirectUrl', 'body');
  if (returnTo === undefined) return { kind: 'page' };
  if (!isListed(returnTo, call.api.postLoginRedirectUrls))
    throw badRequest(
      '`postLoginRedirectUrl` is none of `management.postLoginRedirectUrls`; the operator lists it there',
      'postLoginRedirectUrl',
    );
  return { kind: 'bearer', principal: nameOf(call.principal), returnTo };
}

/** To the letter but for the query: no other path, no other host, no user name. */
function isListed(text: string, listed: readonly string[]): boolean {
  if (!URL.canParse(text) || /[\s\\]/.test(text)) return false;
  const { origin, pathname, username, password, hash } = new URL(text);
  if (username !== '' || password !== '' || hash !== '' || text.includes('#')) return false;
  return listed.some((one) => URL.canParse(one) && `${new URL(one).origin}${new URL(one).pathname}` === `${origin}${pathname}`);
}

/** Whoever asked for a link confirms the code that the browser brought back. */
export const confirmConsentCode: Operation = {
  async POST(call) {
    await find(call);
    const code = requiredText(objectAt(call.body(), 'body'), 'consentCode', 'body');
    const by = { kind: 'principal', name: nameOf(call.principal) } as const;
    const confirmed = await call.api.credentials.confirmConsent({ code, by, accept: true, of: idOf(call) });
    switch (confirmed.kind) {
      case 'connected':
      case 'not-saved-yet':
        return { status: 200 };
      case 'unknown-connection':
        throw notFound('there is no such connection');
      case 'unknown-code':
      case 'declined':
        throw badRequest('this consent code is over, was used, or belongs to another connection', 'consentCode');
      case 'not-yours':
        throw new ArmError(403, 'AuthorizationFailed', 'a consent code is confirmed by whoever asked for its link');
    }
  },
};
