import { secretClose, secretOpen } from '../../secret-mark.ts';
import type { Bound, BoundCall } from '../types/bound.ts';
import { readOf } from '../view/reads.ts';
import type { ExpressionOrigins } from './expression-origins.ts';
import { noOrigins, type OriginKind, type Origins, ofKind, unionAll } from './origin.ts';
import { contextPath } from './request-origin.ts';

/** An address whose host is written out: what follows can only change the path. */
const wholeHost = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i;

/** A named value that nobody knows while compiling stands for a base address, unless a scheme is all that it can be. */
const baseAddress = new RegExp(`^${secretOpen}[^${secretClose}]*${secretClose}(?!:)`);

const chosenKinds: readonly OriginKind[] = ['client', 'client-credential', 'cookie', 'unverified'];

/** What of the client's has a part in the host of an address; nothing where the host is written down or comes from elsewhere. */
export function hostChosenBy(node: Bound, parts: ExpressionOrigins): Origins {
  const read = readOf(node);
  if (read !== undefined) return parts.environment.host(read.name);
  // The URL of the request is the one that the gateway would call anyway.
  if (contextPath(node) !== undefined) return noOrigins;
  switch (node.kind) {
    case 'convert':
      return hostChosenBy(node.operand, parts);
    case 'conditional':
      return unionAll([hostChosenBy(node.whenTrue, parts), hostChosenBy(node.whenFalse, parts)]);
    case 'coalesce':
      return unionAll([hostChosenBy(node.left, parts), hostChosenBy(node.right, parts)]);
    case 'concat':
      return leading(node.parts, parts);
    case 'interpolated':
      return leading(
        node.parts.map((part) => (part.kind === 'text' ? part.text : part.value)),
        parts,
      );
    case 'call':
      return called(node, parts);
    default:
      return ofKind(parts.of(node), ...chosenKinds);
  }
}

/** The parts up to the one in which the host is complete. What is no constant and not the client's is taken for a whole base address. */
function leading(pieces: readonly (Bound | string)[], parts: ExpressionOrigins): Origins {
  let text = '';
  for (const piece of pieces) {
    const known = typeof piece === 'string' ? piece : piece.constant?.value;
    if (typeof known === 'string') {
      text += known;
      if (wholeHost.test(text) || baseAddress.test(text)) return noOrigins;
      continue;
    }
    if (typeof piece === 'string') continue;
    const chosen = hostChosenBy(piece, parts);
    if (chosen.length > 0 || text === '') return chosen;
    text += 'x';
  }
  return noOrigins;
}

function called(node: BoundCall, parts: ExpressionOrigins): Origins {
  const { receiver, args, method } = node;
  if (receiver !== undefined && changing.has(method.name)) return hostChosenBy(receiver, parts);
  if (method.name !== 'Format' || method.owner.name !== 'String') return ofKind(parts.of(node), ...chosenKinds);
  const pattern = args[0]?.constant?.value;
  if (typeof pattern === 'string' && wholeHost.test(pattern.replace(/\{\d+\}/g, '/'))) return noOrigins;
  return unionAll(args.slice(1).map((arg) => ofKind(parts.of(arg), ...chosenKinds)));
}

/** Methods that make one address of another. */
const changing: ReadonlySet<string> = new Set(['ToString', 'Replace', 'Trim', 'TrimEnd', 'ToLower', 'ToLowerInvariant']);
