/** Does something with each item, so many at a time, in their order. */
export async function inParallel<T>(
  workers: number,
  items: Iterable<T>,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let next = queue.next(); !next.done; next = queue.next()) await action(next.value);
    }),
  );
}
