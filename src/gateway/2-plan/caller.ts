import { type CallRoom, call, type SubgraphRequest } from '../3-fetch/call.ts';
import type { Subgraph } from '../3-fetch/subgraph.ts';
import type { SubgraphAnswer } from '../4-respond/settle.ts';
import type { ClientRequest } from '../client-request.ts';
import { translator } from './overlay/translate.ts';
import { restCaller } from './rest/rest-caller.ts';
import type { Supergraph } from './supergraph.ts';

/** How one subgraph is called. Never rejects. */
export type Caller = (request: SubgraphRequest, client: ClientRequest) => Promise<SubgraphAnswer>;

/** The way to a subgraph that its kind asks for. */
export function callerOf(room: CallRoom, subgraph: Subgraph, { overlays }: Pick<Supergraph, 'overlays'>): Caller {
  const overlay = overlays.get(subgraph.name);
  if (overlay === undefined || subgraph.kind === 'federation') return (request, client) => call(room, subgraph, request, client);
  if (subgraph.kind === 'rest') return restCaller(room, subgraph, overlay);
  const translate = translator(overlay);
  return async (request, client) => {
    const translated = translate(request);
    return translated.answer(await call(room, subgraph, translated.request, client));
  };
}
