/** What is written for programs, held against the schemas that are published for it. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));

let ajv: Ajv2020 | undefined;

function validatorOf(name: 'plan' | 'events'): ValidateFunction {
  if (ajv === undefined) {
    ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
    for (const one of ['plan', 'events']) ajv.addSchema(read(one));
  }
  return ajv.getSchema(`https://godwit.dev/schemas/${name}.schema.json`)!;
}

/** @throws where the value is not what its schema says */
export function expectValid(name: 'plan' | 'events', value: unknown): void {
  const validate = validatorOf(name);
  if (validate(value)) return;
  const errors = validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`).join('\n');
  throw new Error(`Not valid by ${name}.schema.json:\n${errors}\n${JSON.stringify(value).slice(0, 2000)}`);
}

const knownEvents = new Set<string>(read('events').properties.type.examples);

/** An event of the grammar, and of a type that the grammar knows. */
export function expectEvent(event: { readonly type: string }): void {
  expectValid('events', event);
  if (!knownEvents.has(event.type)) throw new Error(`events.schema.json does not know the type ${event.type}`);
}
