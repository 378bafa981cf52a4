import { BSON, type Document } from './driver.ts';

/** A query that is written as extended JSON. Its numbers stay what they are: as doubles large ones would be others. */
export function parseQuery(text: string): Document {
  return BSON.EJSON.parse(text, { relaxed: false }) as Document;
}
