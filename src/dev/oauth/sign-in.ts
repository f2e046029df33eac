import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { applicationOf, type DemoApplication, signInClientId } from './applications.ts';
import { consentPage } from './pages/consent.ts';
import { failurePage } from './pages/failure.ts';
import type { Page } from './pages/page.ts';
import { signInPage } from './pages/sign-in.ts';
import { people, personOf } from './people.ts';
import { readForm } from './read-form.ts';

export function sendPage(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, page.headers).end(page.html);
}

const offline = 'Stay connected while you are away';

const requested = (application: DemoApplication, scope: unknown): readonly DemoApplication['scopes'][number][] => {
  const names = new Set(String(scope ?? '').split(' '));
  return application.scopes.filter(({ name }) => names.has(name));
};

/** The page behind `/sign-in/{uid}`: shows the question, and takes the answer back to the OAuth server. */
export async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = (): void =>
    sendPage(response, 400, failurePage('expired', 'It was answered already, is too old, or was begun in another browser.'));
  const interaction = await provider.interactionDetails(request, response).catch(() => undefined);
  if (interaction === undefined) return gone();
  const { params, uid } = interaction;
  const client = String(params['client_id']);
  const application = applicationOf(client);
  if (application === undefined && client !== signInClientId) return gone();

  const scopes = application === undefined ? [] : requested(application, params['scope']);
  if (request.method !== 'POST') {
    const asked = {
      action: `/sign-in/${uid}`,
      people,
      chosen: personOf(interaction.session?.accountId) ?? people[0],
      redirectUri: String(params['redirect_uri']),
    };
    const permissions = [...scopes.map((scope) => scope.means), offline];
    return sendPage(response, 200, application === undefined ? signInPage(asked) : consentPage({ ...asked, application, permissions }));
  }

  const form = await readForm(request);
  const person = personOf(form?.get('person'));
  if (form?.get('decision') === 'deny') {
    const refusal = { error: 'access_denied', error_description: 'the person said no' };
    return provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
  }
  if (form?.get('decision') !== 'allow' || person === undefined) {
    return sendPage(response, 400, failurePage('invalid_form', 'The form was not filled in.'));
  }
  const grant = new provider.Grant({ clientId: client, accountId: person.id });
  grant.addOIDCScope(application === undefined ? 'openid' : 'openid offline_access');
  if (application !== undefined) grant.addResourceScope(application.audience, scopes.map((scope) => scope.name).join(' '));
  const grantId = await grant.save();
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: person.id, remember: false }, consent: { grantId } },
    { mergeWithLastSubmission: false },
  );
}
