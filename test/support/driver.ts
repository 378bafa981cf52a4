/** The mongodb driver, for tests and what supports them: it has to reach the same old servers as godwit does. */
import '../../src/mongo/driver-minimum.ts';

export * from 'mongodb';
