/** The parts of JSON Schema that our schemas use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
}

const INDENT = '  ';

/** A schema in the short form in which people write shapes down: `{slug: string, weekend?: integer[]}`. */
export function describeShape(schema: Schema, indent = ''): string {
  const { $ref, enum: values, anyOf, oneOf, items, properties, type, format } = schema;
  if ($ref) return $ref.split('/').at(-1)!;
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  const alternatives = anyOf ?? oneOf;
  if (alternatives) return alternatives.map((each) => describeShape(each, indent)).join(' | ');
  if (items) return `[${describeShape(items, indent)}, …]`;
  if (properties) return describeObject(properties, schema.required ?? [], indent);
  if (typeof schema.additionalProperties === 'object') {
    return `{[name]: ${describeShape(schema.additionalProperties, indent)}}`;
  }
  const name = Array.isArray(type) ? type.join(' | ') : (type ?? 'any');
  return format ? `${name} (${format})` : name;
}

function describeObject(properties: Record<string, Schema>, required: string[], indent: string): string {
  const fields = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${indent}${INDENT}${name}${mark}: ${describeShape(schema, indent + INDENT)}`;
  });
  return `{\n${fields.join('\n')}\n${indent}}`;
}
