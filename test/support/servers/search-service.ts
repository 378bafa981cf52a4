/**
 * Answers the commands of search for a server that has none, as the manual documents them: an index is made at once, can be
 * queried only after a while, and one of the same name with another definition is refused.
 * https://www.mongodb.com/docs/manual/reference/command/createSearchIndexes/ and operator/aggregation/listSearchIndexes/
 */
import type { Document } from '../driver.ts';

interface KeptIndex {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly latestDefinition: Document;
  /** How often it is still shown as being built. */
  builds: number;
}

export class SearchService {
  readonly #indexes = new Map<string, KeptIndex[]>();
  /** Every index that somebody asked to create, as `database.collection name`. */
  readonly created: string[] = [];
  /** How often a new index is shown before it can be queried. */
  builds = 2;
  /** Whose build comes to nothing. */
  readonly failing = new Set<string>();

  /** The answer to a command that search would answer; `undefined` leaves it to the server. */
  answer(command: Document): Document | undefined {
    const [name = ''] = Object.keys(command);
    if (name === 'getParameter' && 'searchIndexManagementHostAndPort' in command) {
      return { searchIndexManagementHostAndPort: 'search:27027' };
    }
    if (name === 'createSearchIndexes') return this.#create(`${command['$db']}.${command[name]}`, command['indexes']);
    if (Object.keys(command['pipeline']?.[0] ?? {})[0] !== '$listSearchIndexes') return undefined;
    const ns = `${command['$db']}.${command['aggregate']}`;
    return { cursor: { id: 0n, ns, firstBatch: (this.#indexes.get(ns) ?? []).map((index) => this.#shown(ns, index)) } };
  }

  #create(ns: string, indexes: readonly Document[]): Document {
    const there = this.#indexes.get(ns) ?? [];
    this.#indexes.set(ns, there);
    const made = indexes.map(({ name, type = 'search', definition }) => {
      const known = there.find((index) => index.name === name);
      if (known !== undefined) {
        return JSON.stringify(known.latestDefinition) === JSON.stringify(definition) ? known : undefined;
      }
      this.created.push(`${ns} ${name}`);
      const id = this.created.length.toString(16).padStart(24, '0');
      const index = { id, name, type, latestDefinition: withDefaults(definition), builds: this.builds };
      there.push(index);
      return index;
    });
    if (made.includes(undefined)) return { ok: 0, code: 68, codeName: 'IndexAlreadyExists', errmsg: 'Duplicate Index' };
    return { indexesCreated: made.map((index) => ({ id: index!.id, name: index!.name })) };
  }

  #shown(ns: string, index: KeptIndex): Document {
    const isBuilt = index.builds === 0;
    if (!isBuilt) index.builds -= 1;
    const { builds: _, ...rest } = index;
    const isFailed = isBuilt && this.failing.has(`${ns} ${index.name}`);
    const status = isFailed ? 'FAILED' : isBuilt ? 'READY' : 'BUILDING';
    const latestDefinitionVersion = { version: 0, createdAt: new Date(0) };
    return { ...rest, status, queryable: isBuilt && !isFailed, latestDefinitionVersion, statusDetail: [] };
  }
}

/** The service tells of `fields` where nobody gave any. */
function withDefaults(definition: Document): Document {
  const { mappings } = definition;
  return mappings === undefined ? definition : { ...definition, mappings: { fields: {}, ...mappings } };
}
