export * from './releases.js';
export * from './schedule.js';
