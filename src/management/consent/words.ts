import type { ConsentFinish } from '../../credentials/consent/finish.ts';
import type { Confirmed } from '../../credentials/consent/pending.ts';
import type { SignInFinish, SignInStart } from '../../credentials/consent/sign-in.ts';
import type { ConsentStart } from '../../credentials/consent/start.ts';
import type { Page } from './page.ts';

interface Id {
  readonly provider: string;
  readonly connection: string;
}

const names = (id: Id): Page['facts'] => [
  ['Provider', id.provider],
  ['Connection', id.connection],
];
const anotherLink = 'Ask whoever sent you here for a new link.';

/** The page for a link that starts nothing. */
export function startPage(start: Exclude<ConsentStart, { kind: 'redirect' }>): Page {
  switch (start.kind) {
    case 'unknown-link':
      return {
        status: 410,
        mood: 'bad',
        title: 'This link does not work any more',
        text: 'It has been used, is older than a day, or is not complete.',
        next: anotherLink,
        facts: [],
      };
    case 'unknown-connection':
      return {
        status: 404,
        mood: 'bad',
        title: 'There is no such connection',
        text: 'The connection that this link was made for is not configured any more.',
        next: anotherLink,
        facts: [],
      };
    case 'provider-unavailable':
      return {
        status: 503,
        mood: 'bad',
        title: 'The provider cannot be reached',
        text: 'Where it asks for consent could not be found out. Nothing has changed.',
        next: 'Open the same link again in a while. If it does not help, whoever runs the gateway finds the reason in its log.',
        facts: names(start.id),
      };
  }
}

/** The page for how a consent ended; `confirmAt` is where the answer to its question goes. */
export function finishPage(finish: Exclude<ConsentFinish, { kind: 'return' }>, confirmAt: string): Page {
  switch (finish.kind) {
    case 'confirm':
      return {
        status: 200,
        mood: 'waiting',
        title: 'Is this the right account?',
        text:
          finish.account === undefined
            ? 'The provider agreed, without saying which account it was. It is the one you were signed in with just now.'
            : `You agreed as ${finish.account}.`,
        next: 'Once connected, everybody whom the access policies of this connection let in works with this account. If somebody else sent you the link, do not connect an account of your own.',
        facts: [...names(finish.id), ...(finish.account === undefined ? [] : ([['Account', finish.account]] as const))],
        form: {
          action: confirmAt,
          fields: [['code', finish.code.reveal()]],
          answers: [
            ['connect', 'Connect this account'],
            ['discard', 'Do not connect'],
          ],
        },
      };
    case 'connected':
      return {
        status: 200,
        mood: 'good',
        title: 'Connected',
        text: 'Fedpass keeps the tokens from now on and renews them by itself.',
        next: 'You can close this page.',
        facts: names(finish.id),
      };
    case 'not-saved-yet':
      return {
        status: 200,
        mood: 'waiting',
        title: 'Connected, but not saved yet',
        text: 'The provider agreed. The tokens are in memory, because the credential store does not answer at the moment.',
        next: 'There is nothing to do here; they are saved as soon as the store is back. Whoever runs the gateway should look after it.',
        facts: names(finish.id),
      };
    case 'denied':
      return {
        status: 403,
        mood: 'bad',
        title: 'Not connected: consent was refused',
        text: 'The provider reports that access was not granted. Nothing has changed.',
        next: 'Open the same link again to grant it. If an administrator must approve the application first, ask them.',
        facts: [...names(finish.id), ['Reason', finish.code]],
      };
    case 'unknown-state':
      return {
        status: 410,
        mood: 'bad',
        title: 'This sign-in is over',
        text: 'It took longer than ten minutes, was finished already, or did not begin here.',
        next: 'Open the link again and go through the provider’s pages once more.',
        facts: [],
      };
    case 'other-browser':
      return {
        status: 403,
        mood: 'bad',
        title: 'Not connected: this is another browser',
        text: 'The sign-in was begun in another browser, or this one refused the cookie that tells them apart. Nothing has changed.',
        next: 'Open the link in the browser that you finish in, with cookies allowed. If you never opened a link, somebody may have tried to make you connect their account; you can close this page.',
        facts: names(finish.id),
      };
    case 'wrong-issuer':
      return {
        status: 400,
        mood: 'bad',
        title: 'Not connected: another server answered',
        text: 'The answer did not come from the provider that was asked, so it was not used.',
        next: 'Open the link again. If it happens twice, tell whoever runs the gateway.',
        facts: names(finish.id),
      };
    case 'bad-callback':
      return {
        status: 400,
        mood: 'bad',
        title: 'Not connected: the provider’s answer is not valid',
        text: 'The provider sent you back with an answer that has no authorization code.',
        next: 'Open the link again. If it happens twice, tell whoever runs the gateway.',
        facts: names(finish.id),
      };
    case 'link-used':
      return {
        status: 410,
        mood: 'bad',
        title: 'Not connected: this link has been used',
        text: 'A link connects once. Meanwhile somebody finished with it.',
        next: 'If that was not you, tell whoever runs the gateway, and ask for a new link.',
        facts: names(finish.id),
      };
    case 'unknown-connection':
      return {
        status: 404,
        mood: 'bad',
        title: 'There is no such connection',
        text: 'The connection was taken out of the configuration meanwhile.',
        next: anotherLink,
        facts: [],
      };
    case 'no-token':
      return {
        status: 502,
        mood: 'bad',
        title: 'Not connected: the provider gave no token',
        text: 'Consent was given, but the provider did not exchange it for a token.',
        next: 'Open the link again in a while. The gateway’s log says what the provider answered.',
        facts: names(finish.id),
      };
  }
}

/** The page for a sign-in that leads nowhere. */
export function signInPage(end: Exclude<SignInStart | SignInFinish, { kind: 'redirect' }>): Page {
  switch (end.kind) {
    case 'sign-in-unavailable':
      return {
        status: 503,
        mood: 'bad',
        title: 'You cannot sign in at the moment',
        text: 'The service that you sign in with could not be found. Nothing has changed.',
        next: 'Open the same page again in a while. If it does not help, whoever runs the gateway finds the reason in its log.',
        facts: [],
      };
    case 'unknown-state':
      return finishPage(end, '');
    case 'other-sign-in':
      return {
        status: 403,
        mood: 'bad',
        title: 'Not signed in: this is another browser',
        text: 'The sign-in was begun in another browser, or this one refused the cookie that tells them apart. Nothing has changed.',
        next: 'Open the page again in the browser that you finish in, with cookies allowed.',
        facts: [],
      };
    case 'not-signed-in':
      return {
        status: 403,
        mood: 'bad',
        title: 'You are not signed in',
        text: 'The sign-in was refused, or its answer is not valid. Nothing has changed.',
        next: 'Open the page again. If it happens twice, whoever runs the gateway finds the reason in its log.',
        facts: [],
      };
    default:
      return startPage(end);
  }
}

/** The page for how a confirmation ended. */
export function confirmedPage(confirmed: Confirmed, confirmAt: string): Page {
  switch (confirmed.kind) {
    case 'declined':
      return {
        status: 200,
        mood: 'good',
        title: 'Not connected, as you wished',
        text: 'The tokens of this account were thrown away. The connection is as it was.',
        next: 'You can close this page. To connect another account, ask for a new link and sign in with it at the provider.',
        facts: names(confirmed.id),
      };
    case 'unknown-code':
      return {
        status: 410,
        mood: 'bad',
        title: 'This question is over',
        text: 'It was answered already, or waited longer than ten minutes.',
        next: anotherLink,
        facts: [],
      };
    case 'not-yours':
      return {
        status: 403,
        mood: 'bad',
        title: 'Not connected: this is another browser',
        text: 'The sign-in was finished in another browser. Nothing has changed.',
        next: 'Answer in the browser that you signed in with. If you never did, close this page.',
        facts: [],
      };
    default:
      return finishPage(confirmed, confirmAt);
  }
}

/** The page when the gateway cannot reach its own store. */
export const troublePage: Page = {
  status: 503,
  mood: 'bad',
  title: 'Not connected: the gateway has a problem',
  text: 'The credential store does not answer at the moment. Nothing has changed.',
  next: 'Open the link again in a while. The gateway’s log says more.',
  facts: [],
};
