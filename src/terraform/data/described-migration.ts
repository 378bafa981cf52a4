/** What the data sources about a migration take: a migration file, or the attributes that describe one. */
import { fileAttributes, specAttributes } from '../migration/attributes.ts';
import { type Attribute, keptAttributes } from '../schema/attribute.ts';

/** Data sources can have no write-only attributes: all that they are given is kept in the state. */
export const describedMigration: readonly Attribute[] = keptAttributes([...fileAttributes, ...specAttributes]);
