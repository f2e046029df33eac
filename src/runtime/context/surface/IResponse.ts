import { dotnetType, member, property } from '../../dotnet/define.ts';
import type { Response } from '../message.ts';

/** `context.Response`, and what a variable may hold. */
export const IResponse_ = dotnetType('interface Fedpass.IResponse', 'A response.', {
  body: property('IMessageBody Body { get; }', 'body', 'The body; null without one.'),
  headers: member(
    'IReadOnlyDictionary<string, string[]> Headers { get; }',
    (response: Response) => response.headers.view,
    'The headers; names ignore case.',
  ),
  statusCode: property('int StatusCode { get; }', 'statusCode', 'The status code.'),
  statusReason: property('string StatusReason { get; }', 'statusReason', 'The reason phrase.'),
});
