import { arrayFrom } from '../collections/arrays.ts';
import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { conversionRows } from './conversion-rows.ts';
import type { XAttribute } from './tree/container.ts';
import { attributeOf, contentText } from './tree/content.ts';
import type { XName } from './tree/name.ts';
import { typeNamed } from './tree/node.ts';
import { attributeText } from './write.ts';

const sibling = (attribute: XAttribute, distance: number): XAttribute | null => {
  const all = attribute.parent?.attributes;
  return all?.[all.indexOf(attribute) + distance] ?? null;
};

export const XAttribute_ = dotnetType('class System.Xml.Linq.XAttribute : XObject', 'An attribute.', {
  create: member(
    'XAttribute(XName name, object value)',
    (name: XName | null, value: unknown) => attributeOf(name, value),
    'An attribute of a value.',
  ),
  copy: member('XAttribute(XAttribute other)', (other: XAttribute | null) => (other ?? argumentNull('other')).clone(), 'A copy.'),
  name: member('XName Name { get; }', (attribute: XAttribute) => attribute.name, 'The name.'),
  value: member('string Value { get; }', (attribute: XAttribute) => attribute.value, 'The text.'),
  setValueText: member(
    'string Value { set; }',
    (attribute: XAttribute, value: string | null) => {
      attribute.value = value ?? argumentNull('value');
    },
    'Changes the text.',
  ),
  setValue: member(
    'void SetValue(object value)',
    (attribute: XAttribute, value: unknown) => {
      attribute.value = contentText(value ?? argumentNull('value'));
    },
    'Changes the value.',
  ),
  isNamespaceDeclaration: member(
    'bool IsNamespaceDeclaration { get; }',
    (attribute: XAttribute) => attribute.isDeclaration,
    'Whether it declares a namespace.',
  ),
  nextAttribute: member(
    'XAttribute NextAttribute { get; }',
    (attribute: XAttribute) => sibling(attribute, 1),
    'The attribute behind it, or null.',
  ),
  previousAttribute: member(
    'XAttribute PreviousAttribute { get; }',
    (attribute: XAttribute) => sibling(attribute, -1),
    'The attribute before it, or null.',
  ),
  remove: member('void Remove()', (attribute: XAttribute) => attribute.remove(), 'Takes it off its element.'),
  emptySequence: member(
    'static IEnumerable<XAttribute> EmptySequence { get; }',
    (): Iterable<XAttribute> => arrayFrom<XAttribute>(typeNamed('XAttribute'), []),
    'No attributes.',
  ),
  toString: member('string ToString()', attributeText, 'The attribute as XML text.'),
  ...conversionRows<XAttribute>('XAttribute', 'attribute'),
});
