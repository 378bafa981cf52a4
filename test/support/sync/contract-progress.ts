/** What mongosync's contract says of each field of the progress (section 7), and what its dashboards take for granted. */

type Fields = Readonly<Record<string, unknown>>;
type Rule = (value: unknown, progress: Fields) => boolean;

const isInteger: Rule = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isText: Rule = (value) => typeof value === 'string' && value !== '';
const isFlag: Rule = (value) => typeof value === 'boolean';
const isOneOf =
  (...values: readonly string[]): Rule =>
  (value) =>
    values.includes(value as string);
const orNull =
  (rule: Rule): Rule =>
  (value, progress) =>
    value === null || rule(value, progress);
const orAbsent =
  (rule: Rule): Rule =>
  (value, progress) =>
    value === undefined || rule(value, progress);
const isObject =
  (rules: Readonly<Record<string, Rule>>): Rule =>
  (value, progress) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(rules).every(([name, rule]) => rule((value as Fields)[name], progress));

const verified = isObject({
  phase: isOneOf('not started', 'initial hashing', 'stream hashing'),
  estimatedDocumentCount: isInteger,
  hashedDocumentCount: isInteger,
  lagTimeSeconds: orNull(isInteger),
  totalCollectionCount: isInteger,
  scannedCollectionCount: isInteger,
});
const ping = isObject({ pingLatencyMs: orAbsent((value) => value === -1 || Number.isSafeInteger(value)) });
const address: Rule = (value) => typeof value === 'string' && /^cluster[01]: .+:\d+$/.test(value);

const rules: Readonly<Record<string, Rule>> = {
  state: isOneOf('RUNNING', 'PAUSED', 'COMMITTING', 'COMMITTED', 'REVERSING'),
  canCommit: isFlag,
  canWrite: isFlag,
  info: isText,
  ceaStage: isOneOf('collection copy drain', 'steady state'),
  lag: orNull(
    isObject({
      overallLagSeconds: (value, { lagTimeSeconds }) => isInteger(value, {}) && value === lagTimeSeconds,
      crudLagSeconds: orNull(isInteger),
      ddlLagSeconds: orNull(isInteger),
    }),
  ),
  lagTimeSeconds: (value, { state }) => (state === 'PAUSED' ? value === null : orNull(isInteger)(value, {})),
  totalEventsApplied: isInteger,
  collectionCopy: (value) => {
    const { estimatedTotalBytes: total, estimatedCopiedBytes: copied } = value as Record<string, number>;
    return isInteger(total, {}) && isInteger(copied, {}) && total! >= 1 && copied! <= total!;
  },
  indexBuilding: orAbsent(
    isObject({
      indexesBuilt: isInteger,
      totalIndexesToBuild: isInteger,
      collectionsFinished: isInteger,
      collectionsTotal: isInteger,
    }),
  ),
  directionMapping: isObject({ Source: address, Destination: address }),
  source: ping,
  destination: ping,
  estimatedOplogTimeRemaining: (value, { state, canWrite }) =>
    state === 'RUNNING' && canWrite === false
      ? /^(not checked yet|more than 72 hours|less than 15 minutes|\d+ (hours|minutes))$/.test(String(value))
      : value === undefined,
  estimatedSecondsToCEACatchup: (value, { state, ceaStage, canWrite }) =>
    value === undefined ||
    (isInteger(value, {}) && /^(RUNNING|COMMITTING)$/.test(String(state)) && ceaStage === 'steady state' && !canWrite),
  mongosyncID: isText,
  coordinatorID: isText,
  warnings: orAbsent((value) => Array.isArray(value) && value.length > 0 && value.every((one) => isText(one, {}))),
  verification: isObject({ source: verified, destination: verified }),
};

/** Fields of a progress answer, of a sync that was begun and is verified, that are not as the contract has them. */
export function unfitFields(progress: Fields): readonly string[] {
  return Object.entries(rules).flatMap(([name, rule]) =>
    rule(progress[name], progress) ? [] : [`${name}: ${JSON.stringify(progress[name])}`],
  );
}
