import semver from 'semver';
import type { ConnectedClient } from '../../mongo/details/cluster-details.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/**
 * The oldest driver that MongoDB's compatibility tables name for a server of 6.0 or newer; older ones speak a wire protocol
 * that servers from 5.1 on have given up (https://www.mongodb.com/docs/drivers/node/master/compatibility,
 * https://www.mongodb.com/docs/languages/python/pymongo-driver/current/compatibility).
 */
const oldest: readonly { readonly driver: RegExp; readonly version: string }[] = [
  { driver: /^nodejs/i, version: '3.1.0' },
  { driver: /^pymongo/i, version: '3.7.0' },
];

/** An application whose driver is too old finds out when it is switched over. */
export const clientDrivers: Check = {
  code: 'GW310',
  severity: 'warning',
  title: 'The drivers that are connected to the source can talk to the destination',
  engines: 'all',
  run: (context) =>
    withPart(context, 'source', 'clients', (clients) => {
      const { facts } = context.observation.destination;
      const old = facts.versionNumber < 600 ? [] : clients.filter(isTooOld);
      if (old.length === 0) return [];
      const names = old.map(
        ({ driver, version, application }) => `${driver} ${version}${application === '' ? '' : ` of ${application}`}`,
      );
      return [
        {
          summary: `Drivers that are connected to the source cannot talk to MongoDB ${facts.version}: ${listed(names)}`,
          detail: 'They would fail at the switch, when writes are blocked already',
          fix: 'Upgrade these drivers before the cutover, and try each application against a rehearsal (phase: detached)',
          objects: names,
        },
      ];
    }),
};

function isTooOld({ driver, version }: ConnectedClient): boolean {
  const rule = oldest.find((one) => one.driver.test(driver));
  const parsed = semver.coerce(version);
  return rule !== undefined && parsed !== null && semver.lt(parsed, rule.version);
}
