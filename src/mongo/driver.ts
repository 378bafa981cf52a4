/** The mongodb driver, for all of godwit: the only place that imports it, so that the line below comes first. */
import './driver-minimum.ts';

export * from 'mongodb';
