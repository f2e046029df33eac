import type { TokenPrincipal } from '../../../credentials/access/principal.ts';
import type { Precondition } from '../../../credentials/resources/precondition.ts';
import type { Put, Removal } from '../../../credentials/resources/write-tools.ts';
import type { Address } from '../address.ts';
import type { ArmApi } from '../arm-api.ts';
import { ArmError, notFound } from '../arm-error.ts';

/** A call that is let in. */
export interface Call {
  readonly api: ArmApi;
  readonly address: Address;
  /** Names in lower case. */
  readonly query: URLSearchParams;
  readonly principal: TokenPrincipal;
  /** What `If-Match` demands. Throws ArmError. */
  precondition(): Precondition;
  /** The body as JSON; `{}` without one. Throws ArmError. */
  body(): unknown;
}

export interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What one kind of address can do. Each rejects with ArmError or StoreError. */
export interface Operation {
  readonly GET?: (call: Call) => Promise<Answer>;
  readonly PUT?: (call: Call) => Promise<Answer>;
  readonly POST?: (call: Call) => Promise<Answer>;
  readonly DELETE?: (call: Call) => Promise<Answer>;
}

/** The address of a call, as the kinds that an operation is there for. */
export function addressed<Kind extends Address['kind']>({ address }: Call, ...kinds: readonly Kind[]): Extract<Address, { kind: Kind }> {
  if (!kinds.some((kind) => kind === address.kind)) throw new RangeError(`an operation was called for ${address.kind}`);
  return address as Extract<Address, { kind: Kind }>;
}

/** Throws what a write that changed nothing is answered with. */
export function refuseUnlessDone(put: Put, what: string, configuration: string): asserts put is { kind: 'created' | 'updated' } {
  switch (put.kind) {
    case 'created':
    case 'updated':
      return;
    case 'declared':
      throw declaredThere(what, configuration);
    case 'stale':
      throw stale(what);
    case 'no-parent':
      throw notFound(`what the ${what} would belong to is not there`);
    case 'in-use':
      throw new ArmError(409, 'Conflict', `the ${what} has connections, which would become others; delete them first, or make another one`);
    case 'limit':
      throw new ArmError(409, 'QuotaExceeded', `there are ${put.most} already, and no more are allowed`);
    case 'invalid':
      throw new ArmError(400, 'ValidationError', put.problems[0]?.text ?? 'the resource is not valid', {
        details: put.problems.map(({ code, text, help, path }) => ({
          code,
          message: help === undefined ? text : `${text}: ${help}`,
          target: path.join('/'),
        })),
      });
  }
}

/** What a removal is answered with: 204 when there was nothing, as ARM does. */
export function removed(removal: Removal, what: string, configuration: string): Answer {
  switch (removal.kind) {
    case 'removed':
      return { status: 200 };
    case 'absent':
      return { status: 204 };
    case 'declared':
      throw declaredThere(what, configuration);
    case 'stale':
      throw stale(what);
  }
}

const declaredThere = (what: string, configuration: string): ArmError =>
  new ArmError(409, 'Conflict', `this ${what} is declared in ${configuration}; change it there`);

const stale = (what: string): ArmError =>
  new ArmError(412, 'PreconditionFailed', `the ${what} is not the one that \`If-Match\` speaks of; get it again`);
