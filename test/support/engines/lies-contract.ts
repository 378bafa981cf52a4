/**
 * An engine's answers are somebody else's words: whatever they are, the adapter ends in time, fails in words or tells less,
 * and never takes a lie for permission to commit or to write.
 */
import { afterEach, beforeEach, describe, expect, it, type TestOptions } from 'vitest';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { isGodwitError } from '../../../src/lib/errors.ts';
import { GodwitProject } from '../cli/project.ts';
import type { Document } from '../driver.ts';
import { openTestDatabases, type TestDatabases } from '../servers/test-databases.ts';
import { expectHonest } from './engine-contract.ts';
import { cutShort, endless, half, html, json, type Lie, LyingServer, late } from './lying-server.ts';
import { OpenEngine } from './open-engine.ts';

export interface LiesSubject {
  readonly name: string;
  readonly needs: TestOptions;
  file(url: string): Document;
  /** Makes the destination look as if the engine at this address had worked for it. */
  prepare?(databases: TestDatabases, url: string): Promise<void>;
  /** What the engine truly says while it follows; lies are made of it. */
  readonly truth: Document;
  /** How the truth is wrapped. */
  wrap(status: Document): Document;
}

const wrongValues: readonly unknown[] = [null, -1, 1e308, 'true', '', [], [1], {}, { a: { b: 1 } }, true];

export function liesContract(subject: LiesSubject): void {
  describe(`an engine that lies: ${subject.name}`, subject.needs, () => {
    let databases: TestDatabases;
    let server: LyingServer;
    let project: GodwitProject;
    let one: OpenEngine;

    beforeEach(async () => {
      databases = await openTestDatabases();
      server = await LyingServer.start();
      const { sourceUri, destinationUri } = databases;
      project = await GodwitProject.create({ sourceUri, destinationUri, file: subject.file(server.url) });
      await subject.prepare?.(databases, server.url);
      one = await OpenEngine.open(project);
    });

    afterEach(async () => {
      await databases.destination.db('__godwit').dropDatabase();
      await one[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
      await databases[Symbol.asyncDispose]();
    });

    const { truth, wrap } = subject;
    const lies: Readonly<Record<string, Lie>> = {
      'a web page': html(200),
      'a web page of a proxy': html(502),
      'an empty answer': (response) => void response.end(),
      'a list': json([truth]),
      'a number': json(42),
      null: json(null),
      'an empty object': json({}),
      'an error without words': json({}, 500),
      'an error of a type of its own': json({ success: false, ok: false, error: { nested: true } }, 500),
      'half an answer': half(wrap(truth)),
      'an answer that is cut short': cutShort(wrap(truth)),
      'an endless answer': endless,
    };

    async function expectNoHarm(): Promise<void> {
      const seen = await observed();
      if (seen === undefined) return;
      expectHonest(seen);
      expect(seen.progress?.canCommit ?? false).toBe(false);
      expect(seen.progress?.canWrite ?? false).toBe(false);
    }

    async function observed(): Promise<EngineObservation | undefined> {
      try {
        return await one.engine.observe();
      } catch (error) {
        expect(isGodwitError(error), String(error)).toBe(true);
        return undefined;
      }
    }

    it.each(Object.keys(lies))('says %s', async (name) => {
      server.lie = lies[name]!;
      await expectNoHarm();
      await expect(one.engine.start()).rejects.toSatisfy(isInWords);
      await expect(one.engine.commit('cutover')).rejects.toSatisfy(isInWords);
    });

    it('agrees to everything, and tells nothing', async () => {
      server.lie = json(wrap({}));
      await expectNoHarm();
    });

    it('leaves out any field, or says it in any other type', async () => {
      for (const [name, path] of pathsOf(truth)) {
        server.lie = json(wrap(without(truth, path)));
        const seen = await observed();
        if (seen !== undefined) expectHonest(seen);
        for (const wrong of wrongValues) {
          server.lie = json(wrap(replaced(truth, path, wrong)));
          const lied = await observed();
          if (lied === undefined) continue;
          expectHonest(lied);
          if (name === 'canCommit' && wrong !== true) expect(lied.progress?.canCommit).toBe(false);
          if (name === 'state') expect(lied.progress?.canCommit ?? false, JSON.stringify(wrong)).toBe(false);
        }
      }
    });

    it('says more than it should', async () => {
      server.lie = json({ ...wrap({ ...truth, more: { and: ['more'] } }), extra: 1 });
      const seen = await observed();
      expect(seen?.state).toBe('following');
    });

    it('answers after ten seconds', async () => {
      server.lie = late(10_000, json(wrap(truth)));
      const startedAt = performance.now();
      const seen = await observed();
      if (seen !== undefined) expectHonest(seen);
      expect(performance.now() - startedAt).toBeLessThan(45_000);
    });
  });
}

function isInWords(error: unknown): boolean {
  return isGodwitError(error) && !error.message.includes('[object') && !error.message.includes('undefined');
}

type Path = readonly string[];

/** Every field, however deep. */
function pathsOf(value: Document, above: Path = []): readonly (readonly [string, Path])[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = [...above, name];
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    return [[name, path] as const, ...(isObject ? pathsOf(inner, path) : [])];
  });
}

function without(value: Document, [name = '', ...rest]: Path): Document {
  const { [name]: inner, ...others } = value;
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) };
}

function replaced(value: Document, [name = '', ...rest]: Path, by: unknown): Document {
  return { ...value, [name]: rest.length === 0 ? by : replaced(value[name], rest, by) };
}
