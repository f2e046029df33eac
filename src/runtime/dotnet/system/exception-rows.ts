import { member } from '../define.ts';
import { NetException } from '../values.ts';

type Text = string | null;
type Inner = NetException | null;

/** The three constructors that nearly every exception type has. */
export function exceptionRows(typeName: string, defaultMessage: string) {
  const name = typeName.slice(typeName.lastIndexOf('.') + 1);
  return {
    create: member(`${name}()`, () => new NetException(typeName, defaultMessage), 'An exception with the usual message.'),
    createMessage: member(
      `${name}(string message)`,
      (message: Text) => new NetException(typeName, message ?? defaultMessage),
      'An exception with a message.',
    ),
    createInner: member(
      `${name}(string message, Exception innerException)`,
      (message: Text, inner: Inner) => new NetException(typeName, message ?? defaultMessage, inner),
      'An exception with a message and the exception that led to it.',
    ),
  };
}
