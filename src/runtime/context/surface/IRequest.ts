import { dotnetType, member, property } from '../../dotnet/define.ts';
import { textView } from '../dictionary-view.ts';
import type { Request } from '../message.ts';

/** `context.Request`. */
export const IRequest_ = dotnetType('interface Fedpass.IRequest', 'A request.', {
  body: property('IMessageBody Body { get; }', 'body', 'The body; null without one.'),
  certificate: property('X509Certificate2 Certificate { get; }', 'certificate', 'The client certificate; null without one.'),
  headers: member(
    'IReadOnlyDictionary<string, string[]> Headers { get; }',
    (request: Request) => request.headers.visible.view,
    'The headers; names ignore case.',
  ),
  ipAddress: property('string IpAddress { get; }', 'ipAddress', 'The address of the client.'),
  matchedParameters: member(
    'IReadOnlyDictionary<string, string> MatchedParameters { get; }',
    (request: Request) => textView(request.matchedParameters),
    'Parameters of the URL template.',
  ),
  method: property('string Method { get; }', 'method', 'The HTTP method.'),
  foundry: member('IFoundry Foundry { get; }', () => null, 'A call to a model of Azure AI Foundry; null here.'),
  privateEndpointConnection: member(
    'IPrivateEndpointConnection PrivateEndpointConnection { get; }',
    () => null,
    'The private endpoint that it came through; null here.',
  ),
  originalUrl: property('IUrl OriginalUrl { get; }', 'originalUrl', 'The URL as the client sent it.'),
  url: property('IUrl Url { get; }', 'url', 'The URL as it is now.'),
});
