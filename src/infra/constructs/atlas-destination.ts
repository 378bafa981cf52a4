/**
 * A destination in Atlas as a cdktf construct: project, cluster, access entries, users, custom roles and private network, as
 * a migration file declares them. `godwit synth` writes a stack of it; people who write cdktf themselves use it directly
 * (package export `godwit/constructs`). cdktf is loaded by whoever imports this folder, and by nobody else.
 */
import { DataMongodbatlasProject } from '@cdktf/provider-mongodbatlas/lib/data-mongodbatlas-project/index.js';
import { Project } from '@cdktf/provider-mongodbatlas/lib/project/index.js';
import type { TerraformElement, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { defined } from '../../lib/defined.ts';
import type { AtlasDestination as DestinationSpec } from '../../spec/blocks/atlas-destination.ts';
import type { ResourceKey } from '../resource-names.ts';
import { addAccessEntries } from './access-entries.ts';
import { addCluster, type ClusterReference, connectionString } from './cluster.ts';
import { addNetwork } from './private-network.ts';
import { addEncryption, addMaintenanceWindow } from './project-settings.ts';
import { addCustomRoles, addUsers } from './users.ts';

export interface AtlasDestinationProps {
  /** As `destination.atlas` of a migration file is read; `readDestination` gives it. */
  readonly destination: DestinationSpec;
  /** The migration that this is made for; told in tags, labels and comments. */
  readonly migration: string;
  /** Where a declared project that is adopted was found; looked up by its name when it is left out. */
  readonly projectId?: string | undefined;
}

/** What the parts of the construct are made with. */
export interface PartContext {
  readonly scope: Construct;
  readonly destination: DestinationSpec;
  readonly migration: string;
  readonly projectId: string;
  /** Gives an element the name that plans know it by. */
  readonly named: <T extends TerraformElement>(key: ResourceKey, element: T) => T;
  /** For a thing that exists already: Terraform imports it instead of creating it. */
  readonly adopted: <T extends TerraformResource>(isAdopted: boolean, importId: string, resource: T) => T;
}

export class AtlasDestination extends Construct {
  /** Id of the project, or a reference to it. */
  readonly projectId: string;
  readonly cluster: ClusterReference;
  /** Of the cluster, by the way that the destination declares (`connectThrough`): a reference, without user and password. */
  readonly connectionString: string;

  constructor(scope: Construct, id: string, props: AtlasDestinationProps) {
    super(scope, id);
    const { destination, migration } = props;
    const named: PartContext['named'] = (key, element) => {
      element.overrideLogicalId(`${id}_${key}`);
      return element;
    };
    const adopted: PartContext['adopted'] = (isAdopted, importId, resource) => {
      if (isAdopted) resource.importFrom(importId);
      return resource;
    };
    this.projectId = addProject(this, props, named);
    const context: PartContext = { scope: this, destination, migration, projectId: this.projectId, named, adopted };
    addEncryption(context);
    addMaintenanceWindow(context);
    const network = addNetwork(context);
    this.cluster = addCluster(context, network);
    this.connectionString = connectionString(this.cluster, destination.connectThrough);
    addAccessEntries(context, network);
    addUsers(context, addCustomRoles(context));
  }
}

/**
 * A project that exists is read even where nothing of it is needed: without any call at plan time, wrong keys would be
 * noticed only while applying.
 */
function addProject(scope: Construct, { destination, projectId }: AtlasDestinationProps, named: PartContext['named']) {
  const { project } = destination;
  if (project.kind === 'existing') {
    named('project', new DataMongodbatlasProject(scope, 'project', { projectId: project.id }));
    return project.id;
  }
  const resource = named(
    'project',
    new Project(
      scope,
      'project',
      defined({
        name: project.name,
        orgId: project.organizationId,
        tags: project.tags,
        regionUsageRestrictions: project.regionUsageRestrictions,
        // Takes effect at creation only, and differs for ever on a project that was not created by this.
        withDefaultAlertsSettings: project.adopt ? undefined : project.withDefaultAlerts,
      }),
    ),
  );
  if (!project.adopt) return resource.id;
  // What is imported has to be known when planning, so that nothing in the project may wait for its resource.
  const id = projectId ?? new DataMongodbatlasProject(scope, 'adopted_project', { name: project.name }).id;
  resource.importFrom(id);
  return id;
}
