import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';

const wanted = ['SCRAM-SHA-1', 'SCRAM-SHA-256'];

/** Atlas' agents log in by either form of SCRAM, and a user may have been made with one of them. */
export const scramMechanisms: Check = {
  code: 'GW522',
  severity: 'error',
  title: 'The source knows the user of a live migration by both forms of SCRAM',
  engines: ['atlasLiveMigration'],
  run: (context) => {
    const { engine } = context.spec;
    // Automation makes its own user then.
    if (engine.type === 'atlasLiveMigration' && engine.options.source?.managedAuthentication === true) return [];
    return withPart(context, 'source', 'user', ({ name, database = 'admin' }, { address }) => {
      if (name === undefined) return [];
      return withPart(context, 'source', 'accounts', (accounts) => {
        const held = accounts.find(({ id }) => id === `${database}.${name}`)?.mechanisms;
        const missing = held === undefined ? [] : wanted.filter((mechanism) => !held.includes(mechanism));
        if (missing.length === 0) return [];
        return [
          {
            summary: `The user "${name}" of the source (${address}) cannot log in by ${missing.join(' and ')}`,
            detail: 'Atlas Live Migration asks for SCRAM-SHA-1 and SCRAM-SHA-256',
            fix: `db.getSiblingDB(${JSON.stringify(database)}).updateUser(${JSON.stringify(name)}, { pwd: passwordPrompt(), mechanisms: ["SCRAM-SHA-1", "SCRAM-SHA-256"] }) on the source`,
            pointer: '/source',
            objects: missing,
          },
        ];
      });
    });
  },
};
