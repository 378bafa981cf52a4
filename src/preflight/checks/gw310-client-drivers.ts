import semver from 'semver';
import type { ConnectedClient } from '../../mongo/details/cluster-details.ts';
import type { Check, CheckContext, CheckResult } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/**
 * Drivers before these send operation codes that servers from 5.1 on refuse (`OP_QUERY` and the like); later ones may do so
 * too, so this finds what is certain to fail. Node.js and PyMongo by their maintainers (NODE driver 3.2.0, PYTHON-1329), C#
 * by its compatibility table (https://www.mongodb.com/docs/drivers/csharp/current/compatibility), the others by the release
 * that came with `OP_MSG`'s server, 3.6 (RUBY-1205, PHPC-1037, Java driver 3.6). `mongoc` is PHP's and C++'s, too.
 */
const oldest: readonly { readonly driver: RegExp; readonly version: string }[] = [
  { driver: /^nodejs/i, version: '3.2.0' },
  { driver: /^pymongo/i, version: '3.7.0' },
  { driver: /^mongo-java-driver/i, version: '3.6.0' },
  { driver: /^mongo-csharp-driver/i, version: '2.7.0' },
  { driver: /^mongo-ruby-driver/i, version: '2.5.0' },
  { driver: /^mongoc\b/i, version: '1.9.0' },
];

/** An application whose driver is too old finds out when it is switched over. */
export const clientDrivers: Check = {
  code: 'GW310',
  severity: 'warning',
  title: 'The drivers that are connected to the source can talk to the destination',
  engines: 'all',
  run: (context) =>
    context.observation.destination.facts.versionNumber < 501 ? [] : [...ofDrivers(context), ...ofRequests(context)],
};

const fix = 'Upgrade these drivers before the cutover, and try each application against a rehearsal (phase: detached)';

function ofDrivers(context: CheckContext): readonly CheckResult[] {
  return withPart(context, 'source', 'clients', (clients) => {
    const names = clients
      .filter(isTooOld)
      .map(
        ({ driver, version, application }) => `${driver} ${version}${application === '' ? '' : ` of ${application}`}`,
      );
    if (names.length === 0) return [];
    const { version } = context.observation.destination.facts;
    return [
      {
        summary: `Drivers that are connected to the source cannot talk to MongoDB ${version}: ${listed(names)}`,
        detail: 'They would fail at the switch, when writes are blocked already',
        fix,
        objects: names,
      },
    ];
  });
}

/** What a source of 5.0 counts: whoever sent these is not told, and may not be connected now. */
function ofRequests(context: CheckContext): readonly CheckResult[] {
  return withPart(context, 'source', 'status', ({ legacyRequests = 0 }) => {
    if (legacyRequests === 0) return [];
    const { version } = context.observation.destination.facts;
    const many = legacyRequests === 1 ? '1 request' : `${legacyRequests} requests`;
    return [
      {
        summary: `Since it started, the source got ${many} in the old wire protocol, which MongoDB ${version} does not speak`,
        detail:
          "Some client still sends operation codes from before MongoDB 3.6; db.serverStatus().opcounters.deprecated counts them, the server's log names the clients (Deprecated operation requested)",
        fix,
      },
    ];
  });
}

function isTooOld({ driver, version }: ConnectedClient): boolean {
  const rule = oldest.find((one) => one.driver.test(driver));
  const parsed = semver.coerce(version);
  return rule !== undefined && parsed !== null && semver.lt(parsed, rule.version);
}
