import { providerSettings } from '../../../config/credential-settings.ts';
import { targetOf } from '../../../credentials/connections/target.ts';
import { systemClock } from '../../../gateway/platform/clock.ts';
import { type Check, failed, ok, type SettingsBench, skipped, type Verdict, warning } from '../check.ts';
import { whyNot } from '../prober.ts';

const patienceMs = 10_000;
/** Assertions and tokens live for minutes; clocks that differ by more make good ones useless. */
const mostSkewMs = 30_000;

interface Reached {
  readonly provider: string;
  readonly origin: string;
  readonly answer:
    | { readonly kind: 'answered'; readonly date: number | undefined; readonly took: number }
    | { readonly kind: 'silent'; readonly why: string };
}

/** Asks each server of tokens for nothing: any answer will do, and no credential is sent. Each server once. */
async function reach({ config, secrets }: SettingsBench): Promise<readonly Reached[]> {
  const places = new Map<string, string>();
  for (const provider of providerSettings(config, secrets).providers)
    for (const connection of provider.connections) {
      const { endpoints, route } = targetOf(provider, connection, {}).client;
      // By a proxy, or with an authority of its own: what a plain request finds there says nothing.
      if (route !== undefined) continue;
      const url = endpoints.kind === 'known' ? endpoints.endpoints.token : endpoints.issuer;
      if (URL.canParse(url)) places.set(new URL(url).origin, provider.id);
    }
  return Promise.all([...places].map(async ([origin, provider]) => ({ provider, origin, answer: await knock(origin) })));
}

async function knock(origin: string): Promise<Reached['answer']> {
  const begun = systemClock.elapsed();
  try {
    const { headers } = await fetch(`${origin}/.well-known/openid-configuration`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const date = Date.parse(headers.get('date') ?? '');
    return { kind: 'answered', date: Number.isNaN(date) ? undefined : date, took: systemClock.elapsed() - begun };
  } catch (error) {
    return { kind: 'silent', why: whyNot(error instanceof Error && error.cause !== undefined ? error.cause : error) };
  }
}

const told = async (bench: SettingsBench, tell: (reached: readonly Reached[]) => Verdict): Promise<Verdict> => {
  const reached = await reach(bench);
  return reached.length === 0
    ? skipped('no provider has a connection that is reached without a proxy or a private authority')
    : tell(reached);
};

export const reachable: Check<SettingsBench> = {
  code: 'doctor/providers',
  title: 'the servers that give tokens answer',
  right: 'let the gateway reach them; `proxy` and `certificateAuthority` of a provider say how',
  run: (bench) =>
    told(bench, (reached) => {
      const silent = reached.flatMap(({ provider, origin, answer }) =>
        answer.kind === 'silent' ? [`${provider} at ${origin} (${answer.why})`] : [],
      );
      return silent.length === 0 ? ok(`${reached.length} of ${reached.length}`) : failed(`no answer: ${silent.join(', ')}`);
    }),
};

export const clock: Check<SettingsBench> = {
  code: 'doctor/clock',
  title: 'the clock agrees with those of the servers that give tokens',
  right: 'keep the time of the machine by NTP',
  run: (bench) =>
    told(bench, (reached) => {
      const now = systemClock.now();
      const skews = reached.flatMap(({ provider, answer }) =>
        answer.kind === 'answered' && answer.date !== undefined
          ? [{ provider, skew: Math.abs(now - answer.date) - answer.took - 1_000 }]
          : [],
      );
      if (skews.length === 0) return skipped('none of them tells its time');
      const off = skews.filter(({ skew }) => skew > mostSkewMs);
      return off.length === 0
        ? ok('to within half a minute')
        : warning(off.map(({ provider, skew }) => `${provider} differs by ${Math.round(skew / 1_000)} s`).join(', '));
    }),
};
