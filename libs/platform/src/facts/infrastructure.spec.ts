import { describe, expect, it } from '@jest/globals';
import { notFound, RuleViolation } from '#contracts';
import { QueryFailedError } from 'typeorm';
import { isInfrastructure } from './infrastructure.js';

const postgres = (code: string) =>
  new QueryFailedError('SELECT 1', [], Object.assign(new Error(`error ${code}`), { code }));

describe('an error that is nobody’s fault', () => {
  it.each(['08006', '53100', '53300', '57P01', '57P03', '58030', '3D000', '25006'])(
    'is PostgreSQL’s %s',
    (code) => expect(isInfrastructure(postgres(code))).toBe(true),
  );

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EAI_AGAIN'])('is a socket’s %s', (code) =>
    expect(isInfrastructure(Object.assign(new Error('socket'), { code }))).toBe(true),
  );

  it('is a connection that pg lost, also wrapped', () => {
    const lost = new Error('Connection terminated unexpectedly');
    expect(isInfrastructure(lost)).toBe(true);
    expect(isInfrastructure(new QueryFailedError('SELECT 1', [], lost))).toBe(true);
    expect(isInfrastructure(new Error('reading failed', { cause: lost }))).toBe(true);
  });

  it('is a service that does not answer', () => {
    for (const code of ['service.unavailable', 'outcome.unknown'] as const) {
      expect(isInfrastructure(new RuleViolation(code, 'away'))).toBe(true);
    }
  });

  it('is not a broken constraint, a wrong statement, a refusal, or a mistake of ours', () => {
    for (const code of ['23505', '23514', '22P02', '42P01', '42501', '40001']) {
      expect(isInfrastructure(postgres(code))).toBe(false);
    }
    expect(isInfrastructure(notFound('event', 'x'))).toBe(false);
    expect(isInfrastructure(new TypeError('x is undefined'))).toBe(false);
    expect(isInfrastructure('08006')).toBe(false);
    expect(isInfrastructure(undefined)).toBe(false);
  });
});
