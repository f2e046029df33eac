import { dotnetType, member } from '../../dotnet/define.ts';
import type { RuntimeType } from '../../dotnet/runtime-type.ts';
import type { Host } from '../../host.ts';
import type { Body } from '../body.ts';
import { bodyAs } from '../body-as.ts';

/** The body of a message. */
export const IMessageBody_ = dotnetType('interface Fedpass.IMessageBody', 'The body of a message.', {
  as: member(
    'T As<T>(bool preserveContent = false)',
    <T>(host: Host, type: RuntimeType, body: Body, preserveContent: boolean) => bodyAs(host, type, body, preserveContent) as T,
    'The body as string, byte[], JToken, JObject or JArray. Without preserveContent it is used up.',
    { host: true, typeArgs: true },
  ),
});
