import type { Check } from '../check.ts';
import { onBothSides, withPart } from '../observed-part.ts';
import { seriesOf } from '../wording.ts';

/** With an older feature compatibility version a server behaves like its predecessor, whatever its binary can do. */
export const featureVersion: Check = {
  code: 'GW105',
  severity: 'error',
  title: 'The feature compatibility version fits the server and is not being changed',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'featureVersion', ({ version, targetVersion }, { address, facts }) => {
        if (targetVersion !== undefined) {
          return [
            {
              summary: `The feature compatibility version of the ${role} (${address}) is being changed from ${version} to ${targetVersion}`,
              detail: 'Commands and change streams behave differently before and after; a sync must not see both',
              fix: 'Wait until it is done: db.adminCommand({ getParameter: 1, featureCompatibilityVersion: 1 }) then shows no targetVersion',
            },
          ];
        }
        const series = seriesOf(facts.version);
        if (version === series) return [];
        // What the built-in engine asks of 6.0 servers (expanded events, prepareUnique, write blocking) needs FCV 6.0.
        const lacksFeatures =
          context.spec.engine.type === 'builtin' && facts.versionNumber >= 600 && numberOf(version) < 600;
        return [
          {
            summary: `The ${role} (${address}) is MongoDB ${facts.version} with feature compatibility version ${version}`,
            detail: lacksFeatures
              ? 'Expanded change events, prepareUnique and setUserWriteBlockMode are off below 6.0'
              : 'An unfinished upgrade: the server behaves like its predecessor',
            fix: `db.adminCommand({ setFeatureCompatibilityVersion: "${series}"${facts.versionNumber >= 700 ? ', confirm: true' : ''} }) on the ${role}`,
            severity: lacksFeatures ? 'error' : 'warning',
          },
        ];
      }),
    ),
};

function numberOf(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major * 100 + minor;
}
