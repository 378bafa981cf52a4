/** The engine of a migration file as one command after the other would make it. */
import { fileURLToPath } from 'node:url';
import type { Engine, EngineObservation } from '../../../src/engines/engine.ts';
import { type OpenMigration, openMigration } from '../../../src/observe/open-migration.ts';
import { loadMigrations } from '../../../src/spec/load-migrations.ts';
import type { GodwitProject } from '../cli/project.ts';
import { waitFor } from '../wait-for.ts';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

export class OpenEngine implements AsyncDisposable {
  readonly migration: OpenMigration;

  private constructor(migration: OpenMigration) {
    this.migration = migration;
  }

  static async open(project: GodwitProject): Promise<OpenEngine> {
    const env = { ...process.env, SOURCE_URI: project.sourceUri, DESTINATION_URI: project.destinationUri };
    const { migrations, diagnostics } = await loadMigrations({
      paths: [`${project.directory}/godwit.yaml`],
      cwd: project.directory,
      environment: undefined,
      env,
      now: new Date(),
    });
    const [loaded] = migrations;
    if (loaded === undefined) throw new Error(JSON.stringify(diagnostics));
    return new OpenEngine(
      await openMigration(loaded, {
        env,
        signal: new AbortController().signal,
        lockTimeoutMs: 0,
        command: [process.execPath, program],
      }),
    );
  }

  get engine(): Engine {
    return this.migration.engine;
  }

  /** Looks until the observation is as wanted; fails at once when the engine failed instead. */
  async when(
    description: string,
    condition: (seen: EngineObservation) => boolean,
    timeoutMs = 60_000,
  ): Promise<EngineObservation> {
    let last: EngineObservation | undefined;
    try {
      return await waitFor(
        description,
        async () => {
          last = await this.engine.observe();
          return condition(last) && last;
        },
        { timeoutMs, intervalMs: 50 },
      );
    } catch (error) {
      const shown = JSON.stringify(last, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
      throw new Error(`${(error as Error).message}; it was ${shown}`, { cause: error });
    }
  }

  async whenFollowing(): Promise<EngineObservation> {
    return await this.when(
      'the engine to follow',
      ({ state, progress }) => state === 'following' && progress?.canCommit === true,
    );
  }

  /** Process started, sync begun, everything copied. */
  async follow(): Promise<EngineObservation> {
    await this.engine.launch();
    await this.engine.start();
    return await this.whenFollowing();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.migration[Symbol.asyncDispose]();
  }
}
