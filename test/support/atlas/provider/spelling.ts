/** Terraform writes `disk_size_gb` where the Admin API writes `diskSizeGB`. */

const special: Readonly<Record<string, string>> = {
  disk_size_gb: 'diskSizeGB',
  disk_iops: 'diskIOPS',
  mongo_db_major_version: 'mongoDBMajorVersion',
  disk_gb_enabled: 'diskGBEnabled',
};
const back = Object.fromEntries(Object.entries(special).map(([snake, camel]) => [camel, snake]));

const camel = (name: string) =>
  special[name] ?? name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const snake = (name: string) => back[name] ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Tags are a map here and a list there. */
export function toApi(value: Record<string, unknown>): Record<string, unknown> {
  const { tags, ...rest } = value;
  const body = renamed(rest, camel) as Record<string, unknown>;
  if (tags === undefined || tags === null) return body;
  return { ...body, tags: Object.entries(tags).map(([key, one]) => ({ key, value: one })) };
}

export function fromApi(body: Record<string, unknown>): Record<string, unknown> {
  const { tags, ...rest } = body;
  const value = renamed(rest, snake) as Record<string, unknown>;
  if (!Array.isArray(tags)) return value;
  return { ...value, tags: Object.fromEntries(tags.map(({ key, value: one }) => [key, one])) };
}

/** Absent and null are the same to Terraform; Atlas takes only the first. */
function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null && one !== undefined)
      .map(([name, one]) => [rename(name), renamed(one, rename)]),
  );
}
