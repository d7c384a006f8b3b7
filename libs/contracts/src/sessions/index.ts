export * from './clock-changes.js';
export * from './dayof.js';
export * from './live.js';
export * from './moves.js';
export * from './polls.js';
export * from './releases.js';
export * from './schedule.js';
export * from './series.js';
