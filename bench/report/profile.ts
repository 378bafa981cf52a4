/** Where CPU went, by Node's own profiles: self time by part of the program, and by function. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './table.ts';

/** The parts of a .cpuprofile that count here (Chrome DevTools protocol, Profiler.Profile). */
interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds between a sample and the one before. */
  readonly timeDeltas: readonly number[];
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
}

const shownFunctions = 25;

/** Of all profiles in the directory, as text. */
export function profileText(directory: string): string {
  const byPart = new Map<string, number>();
  const byFunction = new Map<string, number>();
  const files = readdirSync(directory).filter((file) => file.endsWith('.cpuprofile'));
  for (const file of files) {
    const profile = JSON.parse(readFileSync(join(directory, file), 'utf8')) as CpuProfile;
    for (const [{ callFrame }, microseconds] of selfTimes(profile)) {
      const { functionName, url, lineNumber } = callFrame;
      if (functionName === '(idle)') continue;
      const part = partOf(functionName, url);
      add(byPart, part, microseconds);
      add(
        byFunction,
        `${functionName || '(anonymous)'}  ${part}${url === '' ? '' : `:${lineNumber + 1}`}`,
        microseconds,
      );
    }
  }
  const total = [...byPart.values()].reduce((sum, time) => sum + time, 0);
  const count = `${files.length} profile${files.length === 1 ? '' : 's'} in ${directory}`;
  return [
    `${count}, ${(total / 1e6).toFixed(1)} s of the main thread at work`,
    '',
    shares(byPart, total, Number.POSITIVE_INFINITY),
    '',
    shares(byFunction, total, shownFunctions),
  ].join('\n');
}

function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyMap<ProfileNode, number> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map<ProfileNode, number>();
  for (const [index, id] of samples.entries()) add(times, byId.get(id)!, timeDeltas[index]!);
  return times;
}

/** The file of godwit, the package, or what V8 calls its own doings. */
function partOf(functionName: string, url: string): string {
  if (functionName === '(program)') return 'system calls and native code';
  if (functionName === '(garbage collector)') return 'garbage collection';
  const [, own] = /\/dist\/(.+)\.js$/.exec(url) ?? [];
  if (own !== undefined) return `src/${own}.ts`;
  const [, module] = /\/node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
  if (module !== undefined) return module;
  return url.startsWith('node:') ? 'node' : 'native code called from JavaScript';
}

function shares(times: ReadonlyMap<string, number>, total: number, limit: number): string {
  const rows = [...times]
    .sort(([, a], [, b]) => b - a)
    .filter(([, time]) => time / total >= 0.005)
    .slice(0, limit);
  return table(rows.map(([name, time]) => [name, `${((time / total) * 100).toFixed(1)} %`]));
}

function add<K>(map: Map<K, number>, key: K, amount: number): void {
  map.set(key, (map.get(key) ?? 0) + amount);
}
