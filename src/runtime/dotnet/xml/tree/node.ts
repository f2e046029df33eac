import { invalidOperation } from '../../failures.ts';
import type { RuntimeType } from '../../runtime-type.ts';
import { runtimeType } from '../../runtime-type.ts';
import { netType } from '../../values.ts';
import { writeNode } from '../write.ts';
import { XmlNodeType_ } from '../XmlNodeType.ts';
import type { XContainer } from './container.ts';

export const typeNamed = (name: string): RuntimeType => runtimeType(`System.Xml.Linq.${name}`);

/** System.Xml.Linq.XObject: a node or an attribute. */
export abstract class XObject {
  abstract get [netType](): RuntimeType;
  /** XmlNodeType. */
  abstract get nodeType(): number;
}

/** System.Xml.Linq.XNode: one of the nodes of a container, which form a chain. */
export abstract class XNode extends XObject {
  parent: XContainer | null = null;
  previous: XNode | null = null;
  next: XNode | null = null;

  abstract clone(): XNode;

  /** XML text, indented. */
  override toString(): string {
    return writeNode(this, 'indented');
  }

  remove(): void {
    if (this.parent === null) invalidOperation('The parent is missing.');
    this.parent.unlink(this);
  }

  /** A copy of a variable for another scope. */
  deepCopy(): XNode {
    return this.clone();
  }
}

/** System.Xml.Linq.XText. */
export class XText extends XNode {
  value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  override get [netType](): RuntimeType {
    return typeNamed('XText');
  }

  override get nodeType(): number {
    return XmlNodeType_.Text;
  }

  override clone(): XText {
    return new XText(this.value);
  }
}

/** System.Xml.Linq.XCData. */
export class XCData extends XText {
  override get [netType](): RuntimeType {
    return typeNamed('XCData');
  }

  override get nodeType(): number {
    return XmlNodeType_.CDATA;
  }

  override clone(): XCData {
    return new XCData(this.value);
  }
}

/** System.Xml.Linq.XComment. */
export class XComment extends XNode {
  value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  override get [netType](): RuntimeType {
    return typeNamed('XComment');
  }

  override get nodeType(): number {
    return XmlNodeType_.Comment;
  }

  override clone(): XComment {
    return new XComment(this.value);
  }
}

/** System.Xml.Linq.XProcessingInstruction. */
export class XProcessingInstruction extends XNode {
  target: string;
  data: string;

  constructor(target: string, data: string) {
    super();
    this.target = target;
    this.data = data;
  }

  override get [netType](): RuntimeType {
    return typeNamed('XProcessingInstruction');
  }

  override get nodeType(): number {
    return XmlNodeType_.ProcessingInstruction;
  }

  override clone(): XProcessingInstruction {
    return new XProcessingInstruction(this.target, this.data);
  }
}

/** System.Xml.Linq.XDocumentType. Texts that have one are refused; an expression may still make one. */
export class XDocumentType extends XNode {
  readonly name: string;
  readonly publicId: string | null;
  readonly systemId: string | null;
  readonly internalSubset: string | null;

  constructor(name: string, publicId: string | null, systemId: string | null, internalSubset: string | null) {
    super();
    this.name = name;
    this.publicId = publicId;
    this.systemId = systemId;
    this.internalSubset = internalSubset;
  }

  override get [netType](): RuntimeType {
    return typeNamed('XDocumentType');
  }

  override get nodeType(): number {
    return XmlNodeType_.DocumentType;
  }

  override clone(): XDocumentType {
    return new XDocumentType(this.name, this.publicId, this.systemId, this.internalSubset);
  }
}
