import { makePlan } from './plan.ts';
import { type AdversarialProvider, openAdversarialProvider, type Upstream } from './provider.ts';

/**
 * An adversarial token endpoint in front of a server that behaves: what it grants is real, and how it says so is chosen on its page.
 * Rejects with DevRefusal.
 */
export function openInFront(port: number, tokenUrl: () => string): Promise<AdversarialProvider> {
  return openAdversarialProvider({ port, upstream: standingBefore(tokenUrl), plan: makePlan() });
}

const standingBefore = (tokenUrl: () => string): Upstream => ({
  async token(form, { authorization }) {
    const answer = await fetch(tokenUrl(), {
      method: 'POST',
      headers: authorization === undefined ? {} : { authorization },
      body: form,
      redirect: 'manual',
    });
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
  },
  // The demo names no revocation endpoint to anybody.
  revoke: () => undefined,
});
