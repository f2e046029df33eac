import { dotnetType, member } from '../define.ts';
import { Oid } from './identifiers/oid.ts';

type Text = string | null;

function setValue(oid: Oid, value: Text): void {
  oid.value = value;
}

function setName(oid: Oid, name: Text): void {
  oid.friendlyName = name;
}

export const Oid_ = dotnetType('sealed class System.Security.Cryptography.Oid', 'An object identifier.', {
  create: member('Oid()', () => new Oid(null), 'An empty identifier.'),
  createText: member('Oid(string oid)', (text: Text) => new Oid(text), 'An identifier by its numbers or its name.'),
  createNamed: member(
    'Oid(string value, string friendlyName)',
    (value: Text, name: Text) => new Oid(value, name),
    'An identifier with a name.',
  ),
  createCopy: member('Oid(Oid oid)', ({ value, friendlyName }: Oid) => new Oid(value, friendlyName), 'A copy.'),
  value: member('string Value { get; }', (oid: Oid) => oid.value, 'The numbers.'),
  setValue: member('string Value { set; }', setValue, 'Sets the numbers.'),
  friendlyName: member('string FriendlyName { get; }', (oid: Oid) => oid.friendlyName, 'The name.'),
  setFriendlyName: member('string FriendlyName { set; }', setName, 'Sets the name.'),
});
