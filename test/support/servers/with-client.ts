import { type Document, MongoClient, type MongoClientOptions } from '../driver.ts';

/** Connects, lets `action` use the connection, and closes it. */
export async function withClient<T>(
  uri: string,
  action: (client: MongoClient) => Promise<T>,
  options: MongoClientOptions = {},
): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000, ...options });
  try {
    return await action(await client.connect());
  } finally {
    await client.close();
  }
}

/** Runs one command on `admin` over a connection of its own. */
export function runAdminCommand(uri: string, command: Document): Promise<Document> {
  return withClient(uri, (client) => client.db('admin').command(command));
}
