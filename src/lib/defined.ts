type Unset<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** The type of an object from which properties that are `undefined` were taken out. */
export type Defined<T> = { [K in Exclude<keyof T, Unset<T>>]: T[K] } & {
  [K in Unset<T>]?: Exclude<T[K], undefined>;
};

/** A copy without the properties that are `undefined`: for interfaces that tell "absent" from "undefined". */
export function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
