import { Command, Option } from 'commander';
import { shardIdsOf } from '../../engines/mongosync/create.ts';
import { kubernetesManifest, type ManifestSituation, systemdUnits } from '../../engines/mongosync/manifests.ts';
import { UserError } from '../../lib/errors.ts';
import { sizeSummary } from '../../observe/observation.ts';
import { observe } from '../../observe/observe.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import type { CommandContext } from '../context.ts';
import { usageErrorCode } from '../usage-error.ts';
import { withMigrations } from '../with-migrations.ts';

/** `godwit engine`: what has to be set up for an engine that runs elsewhere. */
export function engineCommand(context: CommandContext): Command {
  const manifest = new Command('manifest')
    .description(
      'Print what runs mongosync elsewhere: Kubernetes deployments or systemd units, one instance per shard of the source, with memory by the rule of its verifier. No secret is printed.',
    )
    .addOption(
      new Option('--for <system>', 'what is to run it').choices(['kubernetes', 'systemd']).default('kubernetes'),
    )
    .option('--image <image>', 'container image with the mongosync program (Kubernetes)')
    .action(async (options: { for: 'kubernetes' | 'systemd'; image?: string }, command: Command) => {
      await withMigrations(command, context, async (migration) => {
        const situation = await interruptible(context.signal, async () => await situationOf(migration, context.now()));
        context.stdout.write(
          options.for === 'systemd' ? systemdUnits(situation) : kubernetesManifest(situation, imageOf(options.image)),
        );
        return 'goOn';
      });
    });
  return new Command('engine').description('Set up an engine that runs elsewhere.').addCommand(manifest);
}

async function situationOf(migration: OpenMigration, now: Date): Promise<ManifestSituation> {
  const { loaded, source } = migration;
  const { engine, verification, name } = loaded.spec;
  if (engine.type !== 'mongosync') {
    throw new UserError(usageErrorCode, {
      summary: `There are no manifests for the engine ${engine.type}`,
      hint: 'It is started by apply, or as its own documentation says; set engine.type: mongosync',
    });
  }
  const { source: seen } = await observe(migration, now);
  const { options } = engine;
  return {
    name,
    shardIds: source.facts.topology === 'sharded' ? await shardIdsOf(source.client) : [],
    documents: sizeSummary(seen.namespaces).documents,
    hasVerifier: options.verification && verification.mode !== 'off',
    loadLevel: options.loadLevel ?? 3,
    port: options.runtime.kind === 'running' ? 27182 : options.runtime.port,
  };
}

function imageOf(image: string | undefined): string {
  if (image !== undefined) return image;
  throw new UserError(usageErrorCode, {
    summary: 'Kubernetes needs an image with the mongosync program, and there is no public one',
    hint: 'Build one, and name it with --image',
  });
}
