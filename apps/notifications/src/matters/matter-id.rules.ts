import type { MatterKind } from './matter.js';

/** A matter's name in dispatches and deliveries: `move:<id>`, `day:<event>:2027-06-10`. */
export const matterId = (kind: MatterKind, id: string): string => `${kind}:${id}`;
export function readMatterId(text: string): { kind: MatterKind; id: string } {
  const at = text.indexOf(':');
  return { kind: text.slice(0, at) as MatterKind, id: text.slice(at + 1) };
}
