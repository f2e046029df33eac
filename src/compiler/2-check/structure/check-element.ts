import { nearest } from '../../../diagnostics/nearest.ts';
import { catalogue } from '../../../policies/catalogue.ts';
import type { CheckedElement, CheckedValue, ChildSchema, ElementSchema, PolicyDefinition } from '../../../policies/define.ts';
import type { SectionName } from '../../../runtime/handler.ts';
import type { Element, Text } from '../../1-parse/xml/tree.ts';
import type { ElementNode, ValueNode } from '../model.ts';
import { type Allowed, checkPolicies, siblingNumbers } from './check-policies.ts';
import { checkValue } from './check-value.ts';
import { literalXml } from './literal-xml.ts';
import { messages } from './messages.ts';
import { filledIn } from './named-values.ts';
import type { Place } from './place.ts';
import { isPlaceholder, reportPlaceholder } from './placeholder.ts';
import { textOf } from './text-of.ts';

/** Holds an element against its schema, then runs the check of the policy that it belongs to. */
export function checkElement(
  element: Element,
  schema: ElementSchema,
  policy: PolicyDefinition | undefined,
  place: Place,
  section: SectionName | undefined,
  path: string,
): ElementNode {
  const attributes = checkAttributes(element, schema, place);
  const text = checkText(element, schema, place);
  const policies = schema.policies === undefined ? undefined : checkPolicies(element, place, section, path, allowedIn(element, schema));
  const children =
    schema.policies !== undefined || schema.literalXml === true ? new Map() : checkChildren(element, schema, place, section, path);
  if (policy?.check !== undefined && !element.damaged) policy.check(checkedView(element, section, place), place.report);
  return { span: element.openSpan, attributes, text, children, policies };
}

const allowedIn = ({ name }: Element, { policies }: ElementSchema): Allowed | undefined =>
  policies === true || policies === undefined ? undefined : { holder: name, names: policies };

function checkAttributes(element: Element, schema: ElementSchema, place: Place): ReadonlyMap<string, ValueNode> {
  const { report } = place;
  const known = schema.attributes ?? {};
  const found = new Map<string, ValueNode>();
  for (const attribute of element.attributes) {
    const attributeSchema = Object.hasOwn(known, attribute.name) ? known[attribute.name] : undefined;
    if (attributeSchema === undefined) {
      const meant = nearest(attribute.name, Object.keys(known));
      const help = meant === undefined ? {} : { help: `did you mean \`${meant}\`?` };
      report(messages.attributeUnknown, attribute.nameSpan, { element: element.name, name: attribute.name }, help);
      continue;
    }
    if (found.has(attribute.name)) continue;
    const value = checkValue(attribute.value, attributeSchema, { element: element.name, attribute: attribute.name }, place);
    if (value !== undefined && !attribute.damaged) found.set(attribute.name, value);
  }
  if (element.damaged) return found;
  for (const [name, { required, docs }] of Object.entries(known))
    if (required === true && !element.attributes.some((attribute) => attribute.name === name)) {
      const misspelt = element.attributes.find(
        (attribute) => !Object.hasOwn(known, attribute.name) && nearest(attribute.name, [name]) === name,
      );
      if (misspelt === undefined) report(messages.attributeMissing, element.nameSpan, { element: element.name, name, docs });
    }
  return found;
}

function checkText(element: Element, schema: ElementSchema, place: Place): ValueNode | undefined {
  const texts = element.children.filter((child): child is Text => child.kind === 'text');
  if (schema.text === undefined) {
    if (schema.policies !== undefined || element.damaged) return undefined;
    for (const text of texts) {
      const stray = textOf(text);
      if (stray === undefined) continue;
      if (reportPlaceholder(stray, place)) continue;
      const allowed = Object.keys(schema.children ?? {});
      place.report(messages.text, stray.span, {
        element: element.name,
        allowed: allowed.length === 0 ? 'nothing' : allowed.map((name) => `<${name}>`).join(', '),
      });
    }
    return undefined;
  }
  const liquid = isLiquid(element);
  const owner = { element: element.name, attribute: undefined, liquid, verbatim: schema.literalXml === true };
  if (schema.literalXml === true && element.children.some((child) => child.kind === 'element')) {
    const value = literalXml(element, place.source);
    return checkValue(value, schema.text, owner, place);
  }
  const filled = texts.filter((text) => !text.blank);
  const expression = filled.find((text) => text.value.kind !== 'literal');
  const value = expression?.value ?? (filled.length > 1 ? literalXml(element, place.source) : (filled[0] ?? texts[0])?.value);
  if (value === undefined || (value.kind === 'literal' && value.text.trim() === '')) {
    if (schema.text.required === true && !element.damaged)
      place.report(messages.textMissing, element.nameSpan, { element: element.name, docs: schema.text.docs });
    if (value === undefined) return undefined;
  }
  return checkValue(value, schema.text, owner, place);
}

function checkChildren(
  element: Element,
  schema: ElementSchema,
  place: Place,
  section: SectionName | undefined,
  path: string,
): ReadonlyMap<string, readonly ElementNode[]> {
  const { report } = place;
  const known: Readonly<Record<string, ChildSchema>> = schema.children ?? {};
  const found = new Map<string, ElementNode[]>();
  const numbers = siblingNumbers(element);
  const order = Object.keys(known);
  let latest = -1;
  for (const child of element.children) {
    if (child.kind !== 'element') continue;
    const childSchema = Object.hasOwn(known, child.name) ? known[child.name] : undefined;
    if (childSchema === undefined) {
      const meant = nearest(child.name, order);
      const help = meant === undefined ? {} : { help: `did you mean <${meant}>?` };
      if (!element.damaged) report(messages.elementUnknown, child.nameSpan, { element: element.name, child: child.name }, help);
      continue;
    }
    const position = order.indexOf(child.name);
    if (schema.order === 'sequence' && position < latest)
      report(messages.elementOrder, child.nameSpan, { child: child.name, later: order[latest] ?? '' });
    latest = Math.max(latest, position);
    const nodes = found.get(child.name) ?? [];
    if (!childSchema.many && nodes.length > 0)
      report(messages.elementRepeated, child.nameSpan, { element: element.name, child: child.name });
    const definition = childSchema.policy === undefined ? undefined : catalogue.get(childSchema.policy)?.definition;
    nodes.push(checkElement(child, childSchema.element, definition, place, section, `${path}/${numbers.get(child) ?? child.name}`));
    found.set(child.name, nodes);
  }
  if (!element.damaged && !holdsPlaceholder(element, place))
    for (const [name, { min, docs }] of Object.entries(known))
      if ((found.get(name)?.length ?? 0) < min)
        report(messages.elementMissing, element.nameSpan, { element: element.name, child: name, docs });
  return found;
}

/** Whether the text of an element is a Liquid template. */
const isLiquid = ({ attributes }: Element): boolean =>
  attributes.some(({ name, value }) => name === 'template' && value.kind === 'literal' && value.text === 'liquid');

/** Whether another tool may yet put children into the element. */
const holdsPlaceholder = (element: Element, { isolated }: Place): boolean =>
  isolated && element.children.some((child) => child.kind === 'text' && isPlaceholder(textOf(child)?.text ?? ''));

/** What a policy's own check sees of an element. */
function checkedView(element: Element, section: SectionName | undefined, place: Place): CheckedElement {
  const view = (from: Element): CheckedElement => {
    const text = from.children.find((child): child is Text => child.kind === 'text' && !child.blank);
    return {
      name: from.name,
      span: from.openSpan,
      nameSpan: from.nameSpan,
      attributes: new Map(from.attributes.map(({ name, value, nameSpan }) => [name, { value: checkedValue(value, place), nameSpan }])),
      // Double braces in a Liquid template are Liquid's.
      text: text === undefined ? undefined : checkedValue(text.value, place, isLiquid(from)),
      children: from.children.filter((child): child is Element => child.kind === 'element').map(view),
      section,
    };
  };
  return view(element);
}

/**
 * A literal whose text is known only when the handler runs is, to a check, like an expression. So is one that another tool has yet to
 * replace, in a file that stands alone.
 */
function checkedValue(value: Text['value'], { project, isolated }: Place, verbatim = false): CheckedValue {
  if (value.kind !== 'literal') return { kind: 'expression', code: value.code, span: value.span };
  if (verbatim) return { kind: 'literal', text: value.text, span: value.span };
  const text = filledIn(value, project.namedValues);
  const isUnknown = text === undefined || (isolated && isPlaceholder(text));
  return isUnknown ? { kind: 'expression', code: value.text, span: value.span } : { kind: 'literal', text, span: value.span };
}
