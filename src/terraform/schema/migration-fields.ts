/** The fields of a migration and their attributes, made once from the schema that the package has beside it. */
import { readFileSync } from 'node:fs';
import type { Attribute } from './attribute.ts';
import { attributeOf } from './attribute-of-field.ts';
import type { Field } from './shape.ts';
import { fieldsOfSchema } from './shape-of-schema.ts';

let fields: readonly Field[] | undefined;

/** Everything that a migration file can say, and Terraform does not say otherwise. */
export function migrationFields(): readonly Field[] {
  fields ??= fieldsOfSchema(JSON.parse(readFileSync(schemaFile, 'utf8')));
  return fields;
}

const schemaFile = new URL('../../../schemas/migration.schema.json', import.meta.url);

/** All are optional, because a file may be named instead. */
export const migrationAttributes = (): readonly Attribute[] => migrationFields().map(attributeOf);
