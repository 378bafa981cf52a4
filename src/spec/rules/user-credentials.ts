import { specCodes } from '../error-codes.ts';
import { errorAt, type Finding, indexed, type Rule } from './rule.ts';

/** A user logs in with a password or in one other way. */
export const userCredentials: Rule = (file, { has }) =>
  indexed(file.destination?.atlas?.users).flatMap(({ item, index }): Finding[] => {
    const pointer = `/destination/atlas/users/${index}`;
    if (item.authentication && item.password) {
      const [way] = Object.keys(item.authentication);
      return [
        errorAt(`${pointer}/password`, specCodes.userCredentials, {
          summary: `The user \`${item.name}\` logs in by ${way} and has a password too`,
          hint: 'Remove `password`, or remove `authentication`',
        }),
      ];
    }
    const hasWay = has(`${pointer}/password`) || has(`${pointer}/authentication`);
    if (hasWay || item.adopt) return [];
    return [
      errorAt(pointer, specCodes.userCredentials, {
        summary: `The user \`${item.name}\` has neither a password nor another way to log in`,
        hint: 'Add `password: { env: APP_PASSWORD }`, or `authentication: { x509: customer }`, `{ awsIam: role }`, `{ ldap: user }` or `{ oidc: user }`',
      }),
    ];
  });
