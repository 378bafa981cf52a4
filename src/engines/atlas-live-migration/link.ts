/** The link between Cloud Manager, which knows the source, and Atlas: it takes a token that a person enters. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { AtlasClient } from '../../atlas/client.ts';
import { isGodwitError, UserError } from '../../lib/errors.ts';
import type { AtlasLiveMigrationOptions } from '../../spec/blocks/engine-options.ts';

export interface LinkParts {
  readonly client: AtlasClient;
  readonly options: AtlasLiveMigrationOptions;
  /** Of the destination. */
  readonly projectId: string;
  /** Where a token is left for a person, readable by nobody else. */
  readonly tokenFile: string;
}

/**
 * Makes sure that Atlas knows the source and its migration host.
 * @throws UserError GW961 when it does not, with what a person has to do
 */
export async function requireLink(parts: LinkParts): Promise<void> {
  const { client, options, projectId, tokenFile } = parts;
  const { source, migrationHost } = options;
  const organizationId = options.link?.organizationId ?? (await client.project(projectId)).orgId;
  const linked = await client.linkedProjects(organizationId).catch((error: unknown) => {
    // Whoever may not list them may still migrate: the validation tells.
    if (isGodwitError(error) && error.code === 'GW732') return undefined;
    throw error;
  });
  if (linked === undefined) return;
  const project = linked.find((one) => one.projectId === source?.projectId);
  if (project === undefined) throw await notLinked(parts, organizationId);
  const names = (project.deployments ?? []).map(({ name }) => name);
  if (!names.includes(source!.clusterName)) {
    throw unknown(
      `${project.name} in Cloud Manager has no deployment ${source!.clusterName}`,
      names,
      'source.clusterName',
    );
  }
  const hosts = project.migrationHosts ?? [];
  if (!hosts.includes(migrationHost!)) {
    throw unknown(`${migrationHost} is no migration host of ${project.name}`, hosts, 'migrationHosts');
  }
  await rm(tokenFile, { force: true });
}

async function notLinked({ client, options, tokenFile }: LinkParts, organizationId: string): Promise<UserError> {
  const summary = `Cloud Manager's project ${options.source?.projectId} is not linked to the Atlas organization ${organizationId}`;
  if (options.link === undefined) {
    return new UserError('GW961', {
      summary,
      hint: `Declare engine.atlasLiveMigration.link: { organizationId: ${organizationId} }, and apply makes the link token that Cloud Manager asks for; or link the two by hand`,
    });
  }
  if (!existsSync(tokenFile)) {
    const token = await client.createLinkToken(organizationId, options.link.accessListIps);
    await mkdir(dirname(tokenFile), { recursive: true, mode: 0o700 });
    await writeFileAtomic(tokenFile, `${token}\n`, { mode: 0o600 });
  }
  return new UserError('GW961', {
    summary,
    detail: `The link token is in ${tokenFile}, which nobody else can read`,
    hint: "Enter it in Cloud Manager (the organization's Live Migrate to Atlas page), provision the migration host there, then run `godwit apply` again",
  });
}

function unknown(summary: string, known: readonly string[], option: string): UserError {
  return new UserError('GW961', {
    summary,
    detail: known.length === 0 ? 'It has none' : `It has ${known.join(', ')}`,
    hint: `Correct engine.atlasLiveMigration.${option}, or add it in Cloud Manager`,
  });
}
