import type { Document } from '../driver.ts';
import { waitFor } from '../wait-for.ts';
import { createRootUser } from './access-control.ts';
import type { MongodProcess } from './mongod-process.ts';
import type { ReplicaSet } from './replica-set.ts';
import { runAdminCommand, withClient } from './with-client.ts';

const settings = {
  // Far from a production set's ten seconds: a test that waits for an election waits for this.
  electionTimeoutMillis: 1000,
  heartbeatIntervalMillis: 200,
  heartbeatTimeoutSecs: 2,
  // A secondary that reads from another one stands still for 30 s with it where a test holds that one back, and so
  // does every write that waits for a majority.
  chainingAllowed: false,
};

/**
 * Makes one set of the started members: initiated with the first, the others added one by one, which is several
 * times faster than initiating with all.
 */
export async function formReplicaSet(set: ReplicaSet, hasAuth: boolean): Promise<void> {
  const anonymousUri = set.anonymousUriOf(set.members[0]!);
  const [first, ...others] = set.members.map((_, index) => ({ _id: index, host: set.hosts[index]! }));
  const config = { _id: set.name, members: [first], settings };
  await runAdminCommand(anonymousUri, { replSetInitiate: config });
  await waitForRole(anonymousUri, ['primary']);
  if (hasAuth) await createRootUser(anonymousUri);
  for (const member of others) await addMember(set.uriOf(set.members[0]!), member);
  await set.allReady();
  await waitForVotes(set.uriOf(set.members[0]!), set.members.length);
}

/** From 5.0 on a member has no vote until the primary saw it become secondary: without it, an election may fail. */
async function waitForVotes(primaryUri: string, count: number): Promise<void> {
  await withClient(primaryUri, (client) =>
    waitFor('every member to have a vote', async () => {
      const { votingMembersCount = count } = await client.db('admin').command({ replSetGetStatus: 1 });
      return votingMembersCount === count;
    }),
  );
}

/** Tried again while the configuration before it is not known to all, or an election is under way. */
async function addMember(primaryUri: string, member: { readonly _id: number; readonly host: string }): Promise<void> {
  await withClient(primaryUri, (client) =>
    waitFor(`${member.host} to be added to the replica set`, async () => {
      const admin = client.db('admin');
      const { config } = await admin.command({ replSetGetConfig: 1 });
      if (config.members.some(({ host }: Document) => host === member.host)) return true;
      const members = [...config.members, member];
      await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members } });
      return true;
    }),
  );
}

/** Lets a read preference choose one member, by the tag `{ use: 'migration' }`. */
export async function tagMember(set: ReplicaSet, member: MongodProcess): Promise<void> {
  const tagged = set.hosts[set.members.indexOf(member)];
  await withClient(set.uri, async (client) => {
    const admin = client.db('admin');
    const { config } = await admin.command({ replSetGetConfig: 1 });
    const members = config.members.map((known: Document) =>
      known['host'] === tagged ? { ...known, tags: { use: 'migration' } } : known,
    );
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members } });
  });
}

type Role = 'primary' | 'secondary';

/** Waits until the member has one of the roles. */
export async function waitForRole(uri: string, roles: readonly Role[]): Promise<void> {
  await withClient(uri, async (client) => {
    const hasRole = async () => {
      const role = roleIn(await client.db('admin').command({ isMaster: 1 }));
      return role !== undefined && roles.includes(role);
    };
    await waitFor(`${uri} to become ${roles.join(' or ')}`, hasRole, { timeoutMs: 60_000 });
  });
}

/** The running member that is primary; of two that think so, the one that was elected last. */
export async function findPrimary(set: ReplicaSet): Promise<MongodProcess> {
  return waitFor(`a primary of ${set.name}`, async () => {
    const running = set.members.filter(({ isRunning }) => isRunning);
    const answers = await Promise.allSettled(running.map((member) => askRole(set.anonymousUriOf(member))));
    const claims = answers.flatMap((answer, index) =>
      answer.status === 'fulfilled' && roleIn(answer.value) === 'primary'
        ? [{ member: running[index]!, electionId: String(answer.value['electionId']) }]
        : [],
    );
    return claims.sort((a, b) => a.electionId.localeCompare(b.electionId)).at(-1)?.member;
  });
}

/** A frozen member must not hold up the question to the others for long. */
function askRole(uri: string): Promise<Document> {
  const ask = { isMaster: 1 };
  return withClient(uri, (client) => client.db('admin').command(ask), { serverSelectionTimeoutMS: 1000 });
}

/** `isMaster` instead of `hello`: the oldest servers know only that. */
function roleIn({ ismaster, secondary }: Document): Role | undefined {
  return ismaster ? 'primary' : secondary ? 'secondary' : undefined;
}
