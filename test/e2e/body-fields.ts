import type { FieldRule } from './mutators';

type Schema = Readonly<Record<string, unknown>>;

/** Every field of a body with what the description says about it, outer ones first. */
export function fieldsOf(document: Schema, schema: Schema): FieldRule[] {
  return walk(document, schema, []);
}

function walk(document: Schema, schema: Schema, path: FieldRule['path']): FieldRule[] {
  const whole = resolved(document, schema);
  const required = (whole.required ?? []) as readonly string[];
  const properties = (whole.properties ?? {}) as Readonly<Record<string, Schema>>;
  return Object.entries(properties).flatMap(([name, property]) => {
    const field = resolved(document, property);
    const here = [...path, name];
    const inner =
      field.type === 'array'
        ? walk(document, field.items as Schema, [...here, 0])
        : walk(document, field, here);
    return [ruleOf(field, here, required.includes(name)), ...inner];
  });
}

function ruleOf(field: Schema, path: FieldRule['path'], required: boolean): FieldRule {
  const types = [field.type].flat();
  return {
    path,
    required,
    nullable: types.includes('null'),
    isKeptAsTyped: field['x-kept-as-typed'] === true,
    type: String(types.find((type) => type !== 'null')),
    isUnique: field.uniqueItems === true,
    narrow: [field.pattern, field.enum, field.format].some((rule) => rule !== undefined),
    lengthMax: Number(field.maxLength ?? 100),
  };
}

function resolved(document: Schema, schema: Schema): Schema {
  const [only] = (schema.allOf ?? []) as readonly Schema[];
  const reference = schema.$ref ?? only?.$ref;
  if (typeof reference !== 'string') return schema;
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce<Schema>((node, part) => node[part] as Schema, document);
}
