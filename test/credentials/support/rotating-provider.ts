import type { Answer, SeenRequest } from './token-endpoint.ts';
import { json } from './token-endpoint.ts';

/**
 * Token answers of a provider that rotates refresh tokens and ends the family when an old one is used: what oidc-provider does, with
 * every step in the test's hand.
 */
export interface RotatingProvider {
  /** Refresh tokens as they came in. */
  readonly sent: string[];
  /** Answers as the provider means it, and may change what goes back. */
  readonly answer: Answer;
  /** Ends every grant. */
  revoke(): void;
}

export function rotatingProvider(life = 3_600): RotatingProvider {
  const sent: string[] = [];
  let number = 0;
  let current: string | undefined;
  const grant = (): object => {
    number++;
    current = `canary-refresh-${number}`;
    return { access_token: `canary-access-${number}`, token_type: 'Bearer', expires_in: life, refresh_token: current };
  };
  const reply = ({ form }: SeenRequest): Answer => {
    if (form.get('grant_type') === 'authorization_code') return json(grant());
    const token = form.get('refresh_token') ?? '';
    sent.push(token);
    if (token === current) return json(grant());
    current = undefined;
    return json({ error: 'invalid_grant' }, 400);
  };
  return {
    sent,
    answer: (response, seen) => reply(seen)(response, seen),
    revoke() {
      current = undefined;
    },
  };
}

/** The way through a sign-in page that is not there: straight back with a code. */
export const straightBack = async (location: string): Promise<URL> => {
  const asked = new URL(location).searchParams;
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.searchParams.set('code', 'canary-code');
  back.searchParams.set('state', asked.get('state') ?? '');
  return back;
};

/** Holds answers back until they are let go. */
export interface Gate {
  /** Resolves when something waits at the gate. */
  readonly reached: Promise<void>;
  open(): void;
  pass(): Promise<void>;
}

export function gate(): Gate {
  const opened = promise();
  const reached = promise();
  return {
    reached: reached.done,
    open: opened.resolve,
    pass() {
      reached.resolve();
      return opened.done;
    },
  };
}

function promise(): { readonly done: Promise<void>; readonly resolve: () => void } {
  const resolvers: (() => void)[] = [];
  const done = new Promise<void>((resolve) => void resolvers.push(resolve));
  return { done, resolve: () => resolvers[0]?.() };
}
