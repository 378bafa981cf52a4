/** Ends the engines of the projects that are written to its input, a directory a line, when that ends: with its parent. */
import { createInterface } from 'node:readline';
import { killEnginesOf } from './engines-of.mjs';

const directories = new Set();
for await (const directory of createInterface({ input: process.stdin })) directories.add(directory);
for (const directory of directories) killEnginesOf(directory);
