import type { IncomingMessage, ServerResponse } from 'node:http';
import { readForm } from '../oauth/read-form.ts';
import { sendPage } from '../oauth/sign-in.ts';
import { controlPage } from './control-page.ts';
import { isMisbehaviour } from './misbehaviours.ts';
import type { Order, Plan } from './plan.ts';

/** Lets whoever sits at this machine choose what the provider does: a page at `/`, its form, and `/state` as JSON. */
export async function control(plan: Plan, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pathname = request.url?.split('?')[0];
  if (request.method === 'GET' && pathname === '/') return sendPage(response, 200, controlPage(plan));
  if (request.method === 'GET' && pathname === '/state')
    return writeJson(response, 200, { ...plan.order, count: plan.count, seen: plan.seen });
  if (request.method !== 'POST' || pathname !== '/') return void response.writeHead(404).end();
  // Other sites open in the same browser have no say.
  if (!['same-origin', 'none', undefined].includes(request.headers['sec-fetch-site']?.toString()))
    return void response.writeHead(403).end();
  const order = readOrder((await readForm(request)) ?? new URLSearchParams());
  if (order === undefined)
    return writeJson(response, 400, { error: 'give `how`, one of the names on the page, and `times`: once, always or never' });
  plan.set(order);
  response.writeHead(303, { location: '/' }).end();
}

function readOrder(form: URLSearchParams): Order | undefined {
  const how = form.get('how') ?? '';
  const times = form.get('times') ?? 'once';
  if (times === 'never') return { how: undefined, times: 'once' };
  return isMisbehaviour(how) && (times === 'once' || times === 'always') ? { how, times } : undefined;
}

function writeJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
