import type { Config } from '../../config/config.ts';
import type { SecretReader } from '../../config/secret-reader.ts';
import type { Prober } from './prober.ts';

/** What a check found. `failed` makes the doctor's verdict red; a warning is for somebody to think about. */
export type Verdict =
  | { readonly kind: 'ok'; readonly found: string }
  | { readonly kind: 'warning' | 'failed'; readonly found: string }
  /** It could not be told, or does not apply. */
  | { readonly kind: 'skipped'; readonly found: string };

/** Something that should hold of a gateway in production. */
export interface Check<Bench> {
  /** Stable: `doctor/introspection`. */
  readonly code: string;
  /** What should hold, in a few words. */
  readonly title: string;
  /** What would be right, for whoever has to mend it. */
  readonly right: string;
  run(bench: Bench): Promise<Verdict> | Verdict;
}

/** What live probes have: a gateway that answers, by nothing but what anybody could send to it. */
export interface ProbeBench {
  readonly gateway: Prober;
  /** The name that its certificate is for, where it is probed by another. */
  readonly publicName: string | undefined;
  /** Undefined where there is no management API, or where it is not known how to reach it. */
  readonly management: Prober | undefined;
  /** Where the management API would be if it were reached as the graph is; undefined unless the gateway runs elsewhere. */
  readonly managementPort: number | undefined;
}

/** What checks of the settings have. */
export interface SettingsBench {
  readonly config: Config;
  readonly secrets: SecretReader;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The configuration itself, absolute. */
  readonly file: string;
}

export const ok = (found: string): Verdict => ({ kind: 'ok', found });
export const failed = (found: string): Verdict => ({ kind: 'failed', found });
export const warning = (found: string): Verdict => ({ kind: 'warning', found });
export const skipped = (found: string): Verdict => ({ kind: 'skipped', found });
