import { describe, expect, it } from '@jest/globals';
import { readGatewayConfig } from './config.js';

const NATS_URL = 'nats://127.0.0.1:4222';

describe('the gateway’s settings', () => {
  it('need no more than NATS', () => {
    expect(readGatewayConfig({ NATS_URL })).toMatchObject({
      PORT: 3000,
      PUBLIC_URL: 'http://127.0.0.1:3000',
    });
  });

  it('name everything that is wrong', () => {
    expect(() => readGatewayConfig({ PUBLIC_URL: 'javascript:alert(1)', PORT: 'many' })).toThrow(
      /PORT[^]*NATS_URL[^]*PUBLIC_URL|NATS_URL[^]*PORT[^]*PUBLIC_URL/,
    );
  });
});
