export * from './polls.js';
export * from './releases.js';
export * from './schedule.js';
