/** Sends its parent the milliseconds of a first search. */
import { fairTimes } from '#time';
import { QUERY } from './query.js';

const start = performance.now();
fairTimes(QUERY);
process.send!(performance.now() - start);
