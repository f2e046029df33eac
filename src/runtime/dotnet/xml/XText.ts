import { dotnetType, member } from '../define.ts';
import { argumentNull } from '../failures.ts';
import { checkName } from './tree/name.ts';
import { XCData, XComment, XDocumentType, XProcessingInstruction, XText } from './tree/node.ts';

/** Nodes without nodes inside. */

type Text = string | null;

const given = (value: Text): string => value ?? argumentNull('value');

export const XText_ = dotnetType('class System.Xml.Linq.XText : XNode', 'Text.', {
  create: member('XText(string value)', (value: Text) => new XText(given(value)), 'A text.'),
  copy: member('XText(XText other)', (other: XText | null) => (other ?? argumentNull('other')).clone(), 'A copy.'),
  value: member('string Value { get; }', (text: XText) => text.value, 'The text.'),
  setValue: member(
    'string Value { set; }',
    (text: XText, value: Text) => {
      text.value = given(value);
    },
    'Changes the text.',
  ),
});

export const XCData_ = dotnetType('class System.Xml.Linq.XCData : XText', 'Text in a CDATA section.', {
  create: member('XCData(string value)', (value: Text) => new XCData(given(value)), 'A CDATA section.'),
});

export const XComment_ = dotnetType('class System.Xml.Linq.XComment : XNode', 'A comment.', {
  create: member('XComment(string value)', (value: Text) => new XComment(given(value)), 'A comment.'),
  value: member('string Value { get; }', (comment: XComment) => comment.value, 'The text.'),
  setValue: member(
    'string Value { set; }',
    (comment: XComment, value: Text) => {
      comment.value = given(value);
    },
    'Changes the text.',
  ),
});

export const XProcessingInstruction_ = dotnetType('class System.Xml.Linq.XProcessingInstruction : XNode', 'A processing instruction.', {
  create: member(
    'XProcessingInstruction(string target, string data)',
    (target: Text, data: Text) => new XProcessingInstruction(checkName(target ?? argumentNull('target')), data ?? argumentNull('data')),
    'A processing instruction.',
  ),
  target: member('string Target { get; }', (node: XProcessingInstruction) => node.target, 'What it is for.'),
  data: member('string Data { get; }', (node: XProcessingInstruction) => node.data, 'What it says.'),
});

export const XDocumentType_ = dotnetType('class System.Xml.Linq.XDocumentType : XNode', 'The document type.', {
  create: member(
    'XDocumentType(string name, string publicId, string systemId, string internalSubset)',
    (name: Text, publicId: Text, systemId: Text, subset: Text) =>
      new XDocumentType(checkName(name ?? argumentNull('name')), publicId, systemId, subset),
    'A document type.',
  ),
  name: member('string Name { get; }', (node: XDocumentType) => node.name, 'The name of the root.'),
  publicId: member('string PublicId { get; }', (node: XDocumentType) => node.publicId, 'The public identifier, or null.'),
  systemId: member('string SystemId { get; }', (node: XDocumentType) => node.systemId, 'The system identifier, or null.'),
  internalSubset: member(
    'string InternalSubset { get; }',
    (node: XDocumentType) => node.internalSubset,
    'What it declares itself, or null.',
  ),
});
