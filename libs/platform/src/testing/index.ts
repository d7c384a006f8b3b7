export { freePort } from './free-port.js';
export { startNats, startRedis, testServers, type RunningServer } from './servers.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.js';
export { TestService, type AskAs } from './test-service.js';
export { waitFor } from './wait-for.js';
