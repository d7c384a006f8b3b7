export * from './actor.js';
export * from './definition.js';
export * from './envelope.js';
export * from './errors.js';
export * from './operations.js';
export * from './values.js';
