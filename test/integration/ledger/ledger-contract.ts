/** What every place of a ledger has to do alike; run for each of them. */
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../src/ledger/ledger-entry.ts';
import type { LedgerLock, LedgerStore, LockInfo } from '../../../src/ledger/ledger-store.ts';
import { MigrationLedger } from '../../../src/ledger/migration-ledger.ts';
import { waitFor } from '../../support/wait-for.ts';
import { ada, bob, note } from './entries.ts';
import { type HolderSetup, LockHolder } from './lock-holder.ts';

/** A place for ledgers, as the contract sees it. */
export interface LedgerPlace {
  /** A store of its own, as another process would open it. */
  open(migration: string): LedgerStore;
  /** The same for a process of its own. */
  setup(migration: string): HolderSetup;
  /** All that is stored, in a form that shows any change. */
  dump(migration: string): Promise<string>;
  /** Takes an entry out of the middle. */
  damage(migration: string): Promise<void>;
  /** Cuts off its end. */
  truncate(migration: string): Promise<void>;
  /** Takes away all of it but what tells that there was something. */
  empty(migration: string): Promise<void>;
  /** Makes an entry one of a kind that there is not. */
  garble(migration: string): Promise<void>;
  /** Makes it look as if a newer godwit had written it. */
  makeNewer(migration: string): Promise<void>;
  /** Puts it into the first form there was. */
  makeOlder(migration: string): Promise<void>;
}

/** Of the stores under test: short, since the tests wait for it, and with room for a slow machine. */
export const testTimes = { staleMs: 4_000, heartbeatMs: 1_000 };

export function itKeepsLedgers(place: () => LedgerPlace): void {
  const append = async (lock: LedgerLock, ...names: string[]) => {
    for (const name of names) await lock.append('run', note(name));
  };

  describe('entries', () => {
    it('are none at first', async () => {
      const store = place().open('new');
      expect(await store.read()).toEqual([]);
      expect(await store.lockInfo()).toBeUndefined();
    });

    it('come back in the order in which they were appended, over several holders', async () => {
      await using first = await place().open('order').lock(ada, 'apply', 0);
      await append(first, 'a', 'b');
      await first[Symbol.asyncDispose]();
      await using second = await place().open('order').lock(bob, 'apply', 0);
      await append(second, 'c');
      const entries = await place().open('order').read();
      expect(entries.map(({ serial, by, ...rest }) => [serial, by.user, nameOf(rest as LedgerEntry)])).toEqual([
        [1, 'ada', 'a'],
        [2, 'ada', 'b'],
        [3, 'bob', 'c'],
      ]);
    });

    it('are read while somebody appends', async () => {
      await using lock = await place().open('read').lock(ada, 'apply', 0);
      const reader = place().open('read');
      for (let count = 1; count <= 20; count += 1) {
        await append(lock, `entry ${count}`);
        expect(await reader.read()).toHaveLength(count);
      }
    });

    it('of one migration are not those of another', async () => {
      await using one = await place().open('one').lock(ada, 'apply', 0);
      await using other = await place().open('one-more').lock(bob, 'apply', 0);
      await append(one, 'a');
      await append(other, 'b');
      expect((await place().open('one').read()).map(nameOf)).toEqual(['a']);
      expect((await place().open('one-more').read()).map(nameOf)).toEqual(['b']);
    });

    it('keep whatever texts they hold', async () => {
      const texts = ['', 'line\nbreak', '"quoted" \\', '$field', '\u2028', 'é😀', 'a.b', `${'x'.repeat(100_000)}`];
      await using lock = await place().open('texts').lock(ada, 'apply', 0);
      await append(lock, ...texts);
      expect((await place().open('texts').read()).map(nameOf)).toEqual(texts);
    });
  });

  describe.concurrent('the lock', () => {
    it('is refused to others with who holds it, what for, and how to release it', async () => {
      await using lock = await place()
        .open('held')
        .lock({ ...ada, job: 'https://ci/7' }, 'apply to cutover', 0);
      const error = await place()
        .open('held')
        .lock(bob, 'apply', 0)
        .catch((refused: unknown) => refused);
      expect(error).toMatchObject({ code: 'GW801', exitCode: 5, context: { id: lock.info.id } });
      expect(error).toMatchObject({
        summary: expect.stringMatching(/"held" is locked by ada on desk .*https:\/\/ci\/7/),
      });
      expect(error).toMatchObject({ detail: expect.stringContaining('apply to cutover') });
      expect(error).toMatchObject({ hint: expect.stringContaining(`godwit lock release ${lock.info.id}`) });
    });

    it('is waited for as long as asked, and the waiting is told once', async () => {
      await using _held = await place().open('wait').lock(ada, 'apply', 0);
      const waits: LockInfo[] = [];
      const startedAt = performance.now();
      const attempt = place()
        .open('wait')
        .lock(bob, 'apply', 700, (holder) => waits.push(holder));
      await expect(attempt).rejects.toMatchObject({ code: 'GW801' });
      expect(performance.now() - startedAt).toBeGreaterThan(690);
      expect(waits.map(({ holder }) => holder.user)).toEqual(['ada']);
    });

    it('goes to the one who waits when it is released', async () => {
      const held = await place().open('pass').lock(ada, 'apply', 0);
      const next = place().open('pass').lock(bob, 'apply', 30_000);
      await append(held, 'a');
      await held[Symbol.asyncDispose]();
      await using lock = await next;
      await append(lock, 'b');
      expect((await place().open('pass').read()).map(nameOf)).toEqual(['a', 'b']);
    });

    it('is kept for longer than its time-out by its heartbeat', async () => {
      await using lock = await place().open('beat').lock(ada, 'apply', 0);
      const first = (await place().open('beat').lockInfo())!;
      await expect(
        place()
          .open('beat')
          .lock(bob, 'apply', testTimes.staleMs * 1.5),
      ).rejects.toMatchObject({
        code: 'GW801',
      });
      const later = (await place().open('beat').lockInfo())!;
      expect(Date.parse(later.heartbeatAt)).toBeGreaterThan(Date.parse(first.heartbeatAt));
      await lock.verify();
      await append(lock, 'a');
    });

    it('can be taken away by its id alone, and its holder notices before it writes again', async () => {
      await using lock = await place().open('release').lock(ada, 'apply', 0);
      await append(lock, 'a');
      await expect(place().open('release').releaseLock('nonsense')).rejects.toMatchObject({ code: 'GW803' });
      await append(lock, 'b');
      await place().open('release').releaseLock(lock.info.id);
      await using next = await place().open('release').lock(bob, 'apply', 0);
      await expect(lock.verify()).rejects.toMatchObject({ code: 'GW802', exitCode: 5 });
      await expect(append(lock, 'late')).rejects.toMatchObject({ code: 'GW802' });
      expect(lock.lost.aborted).toBe(true);
      await lock[Symbol.asyncDispose]();
      await append(next, 'c');
      expect((await place().open('release').read()).map(nameOf)).toEqual(['a', 'b', 'c']);
    });

    it('is known as lost by whoever finds the entry of another run in the place of its own', async () => {
      await using lock = await place().open('overtaken').lock(ada, 'apply', 0);
      await append(lock, 'a');
      await place().open('overtaken').releaseLock(lock.info.id);
      await using next = await place().open('overtaken').lock(bob, 'apply', 0);
      await next.append('another run', note('b'));
      await expect(append(lock, 'late')).rejects.toMatchObject({ code: 'GW802' });
      expect(lock.lost.aborted).toBe(true);
    });

    it('is held by one of many at any time, and no entry is lost', async () => {
      const writers = Array.from({ length: 4 }, (_, index) => `writer ${index}`);
      let holders = 0;
      const write = async (name: string) => {
        for (let round = 0; round < 3; round += 1) {
          await using lock = await place().open('crowd').lock(ada, name, 60_000);
          holders += 1;
          expect(holders).toBe(1);
          await append(lock, `${name}: ${round}`, `${name}: ${round} again`);
          holders -= 1;
        }
      };
      await Promise.all(writers.map(write));
      const names = (await place().open('crowd').read()).map(nameOf);
      expect(names.toSorted()).toEqual(
        writers
          .flatMap((name) => [0, 1, 2].flatMap((round) => [`${name}: ${round}`, `${name}: ${round} again`]))
          .toSorted(),
      );
    });
  });

  describe.concurrent('a holder in a process of its own', () => {
    it('that is killed is followed by the next one after the time-out', async () => {
      await using holder = await LockHolder.start(place().setup('killed'));
      expect(await holder.append('a')).toBe('done');
      holder.kill('SIGKILL');
      await expect(place().open('killed').lock(bob, 'apply', 0)).rejects.toMatchObject({ code: 'GW801' });
      await using lock = await place()
        .open('killed')
        .lock(bob, 'apply', testTimes.staleMs + 5_000);
      await append(lock, 'b');
      expect((await place().open('killed').read()).map(nameOf)).toEqual(['a', 'b']);
    });

    it('that is killed on this machine is followed at once', async () => {
      await using holder = await LockHolder.start({ ...place().setup('here'), host: hostname() });
      expect(await holder.append('a')).toBe('done');
      await expect(place().open('here').lock(bob, 'apply', 0)).rejects.toMatchObject({ code: 'GW801' });
      await holder.end('SIGKILL');
      await using lock = await place().open('here').lock(bob, 'apply', 0);
      await append(lock, 'b');
      expect((await place().open('here').read()).map(nameOf)).toEqual(['a', 'b']);
    });

    it('that slept for longer than the time-out is refused when it wakes up', async () => {
      await using holder = await LockHolder.start(place().setup('asleep'));
      expect(await holder.append('a')).toBe('done');
      holder.kill('SIGSTOP');
      await using lock = await place()
        .open('asleep')
        .lock(bob, 'apply', testTimes.staleMs + 10_000);
      await append(lock, 'b');
      holder.kill('SIGCONT');
      expect(await holder.append('late')).toBe('GW802');
      await append(lock, 'c');
      await waitFor('the holder to notice', async () => await holder.isLost());
      expect((await place().open('asleep').read()).map(nameOf)).toEqual(['a', 'b', 'c']);
      expect((await place().open('asleep').lockInfo())?.holder.user).toBe('bob');
    });

    it('that slept and was not taken over goes on', async () => {
      await using holder = await LockHolder.start(place().setup('nap'));
      holder.kill('SIGSTOP');
      await sleep(500);
      holder.kill('SIGCONT');
      expect(await holder.append('a')).toBe('done');
      expect(await holder.isLost()).toBe(false);
    });
  });

  it('in an older form is read, and goes on in the form of today', async () => {
    const lock = await place().open('older').lock(ada, 'apply', 0);
    await append(lock, 'a', 'b');
    await lock[Symbol.asyncDispose]();
    await place().makeOlder('older');
    const old = await place().dump('older');
    expect((await place().open('older').read()).map(nameOf)).toEqual(['a', 'b']);
    expect(await place().dump('older')).toBe(old);
    await using next = await place().open('older').lock(bob, 'apply', 0);
    await append(next, 'c');
    expect((await place().open('older').read()).map(nameOf)).toEqual(['a', 'b', 'c']);
    expect(await place().dump('older')).toMatch(/(?:formatVersion|godwitLedger)\\*":2/);
  });

  describe('a migration that is renamed', () => {
    const renamed = (from: string, to: string) => new MigrationLedger(place().open(to), to, [from]);

    it('goes on with what was written under its former name, which is closed', async () => {
      const before = await place().open('was').lock(ada, 'apply', 0);
      await append(before, 'a');
      const ledger = renamed('was', 'is');
      expect((await ledger.read()).map(nameOf)).toEqual(['a']);
      expect(await ledger.unclaimedNames()).toEqual(['was']);
      await expect(ledger.claim('was', bob, 'run')).rejects.toMatchObject({ code: 'GW801' });
      await before[Symbol.asyncDispose]();

      await using lock = await ledger.lock(bob, 'apply', 0);
      await ledger.claim('was', bob, 'run');
      await ledger.claim('was', bob, 'run');
      await append(lock, 'b');
      expect((await renamed('was', 'is').read()).map(nameOf)).toEqual(['a', 'b']);
      expect(await ledger.unclaimedNames()).toEqual([]);
      expect((await place().open('was').read()).map(({ kind }) => kind)).toEqual(['transactionBegan', 'movedTo']);
      const old = new MigrationLedger(place().open('was'), 'was', []);
      await expect(old.read()).rejects.toMatchObject({ code: 'GW808', summary: expect.stringContaining('"is"') });
      expect(await renamed('was', 'third').read()).toEqual([]);
    });

    it('finds its neighbours in the same place', async () => {
      for (const name of ['left', 'right']) {
        await using lock = await place().open(name).lock(ada, 'apply', 0);
        await append(lock, name);
      }
      const store = place().open('left');
      expect(await store.migrations()).toEqual(expect.arrayContaining(['left', 'right']));
      expect((await store.sibling('right').read()).map(nameOf)).toEqual(['right']);
    });
  });

  describe('what it cannot understand', () => {
    it.each([
      { what: 'damage', code: 'GW805', way: /Restore it from .* backup/ },
      { what: 'truncate', code: 'GW805', way: /Restore it from .* backup/ },
      { what: 'empty', code: 'GW805', way: /Restore it from .* backup/ },
      { what: 'garble', code: 'GW805', way: /Restore it from .* backup/ },
      { what: 'makeNewer', code: 'GW804', way: /newer version/ },
    ] as const)('is refused with a way out and left as it is ($what: $code)', async ({ what, code, way }) => {
      const lock = await place().open(what).lock(ada, 'apply', 0);
      await append(lock, 'a', 'b', 'c');
      await lock[Symbol.asyncDispose]();
      await place()[what](what);
      const before = await place().dump(what);
      const refusal = { code, hint: expect.stringMatching(way) };
      await expect(place().open(what).read()).rejects.toMatchObject(refusal);
      await expect(place().open(what).lock(bob, 'apply', 0)).rejects.toMatchObject(refusal);
      expect(await place().dump(what)).toBe(before);
      expect(await place().open(what).lockInfo()).toBeUndefined();
    });
  });
}

function nameOf(entry: LedgerEntry): string {
  return entry.kind === 'transactionBegan' ? entry.transaction : entry.kind;
}
