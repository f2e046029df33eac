import { dotnetType, member } from '../../dotnet/define.ts';
import type { RuntimeType } from '../../dotnet/runtime-type.ts';
import type { Host } from '../../host.ts';
import type { Body } from '../body.ts';
import { textOf } from '../body.ts';
import { bodyAs } from '../body-as.ts';
import { formFields } from '../form-content.ts';

/** The body of a message. */
export const IMessageBody_ = dotnetType('interface Fedpass.IMessageBody', 'The body of a message.', {
  as: member(
    'T As<T>(bool preserveContent = false)',
    <T>(host: Host, type: RuntimeType, body: Body, preserveContent: boolean) => bodyAs(host, type, body, preserveContent) as T,
    'The body as string, byte[], JToken, JObject, JArray, XElement, XDocument or XNode. Without preserveContent it is used up.',
    { host: true, typeArgs: true },
  ),
  form: member(
    'IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)',
    (host: Host, body: Body, preserveContent: boolean) => {
      const text = textOf(body.open(preserveContent));
      host.budget.allocate(text.length);
      return formFields(text);
    },
    'The fields of a form.',
    { host: true },
  ),
});
