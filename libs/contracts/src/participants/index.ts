export * from './blocks.js';
export * from './history.js';
export * from './joining.js';
export * from './people.js';
export * from './recipients.js';
export * from './registration.js';
export * from './seats.js';
export * from './slots.js';
