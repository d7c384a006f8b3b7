import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defineRequest } from '#contracts';
import { z } from 'zod';
import { Nats } from '../nats/nats-connection.js';
import { Count, Counted, Hang, startSample } from '../testing/sample-service.js';
import type { TestService } from '../testing/test-service.js';
import { waitFor } from '../testing/wait-for.js';

describe('requests', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startSample();
  });
  afterAll(() => service.stop());

  it('are answered with the parsed input, defaults filled in', async () => {
    const { total: before } = await service.ask(Count, { by: 2 });
    expect(await service.ask(Count, {})).toEqual({ total: before + 1 });
  });

  it('name every field that is wrong', async () => {
    await expect(service.ask(Count, { by: 0 })).rejects.toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'by', message: 'must be at least 1' }],
    });
  });

  it('carry a refusal with its code and what belongs to it', async () => {
    await expect(service.ask(Count, { refuse: true })).rejects.toMatchObject({
      code: 'event.state',
      detail: 'This count is refused.',
      extensions: { total: expect.any(Number) },
    });
  });

  it('are refused at once when nobody answers', async () => {
    const Nobody = defineRequest({
      subject: 'req.events.ask-nobody.v1',
      input: z.object({}),
      output: z.object({}),
    });
    await expect(service.ask(Nobody, {})).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  it('end with an unknown outcome at the deadline', async () => {
    await expect(service.ask(Hang, {})).rejects.toMatchObject({ code: 'outcome.unknown' });
  });

  it('do not start with less time than a hop takes', async () => {
    await expect(service.ask(Count, {}, { deadlineMs: 5 })).rejects.toMatchObject({
      code: 'outcome.unknown',
    });
  });

  it('are refused at once while NATS is away, and answered when it is back', async () => {
    await service.nats.kill();
    await waitFor(() =>
      service.ask(Count, {}).then(
        () => false,
        (error: { code: string }) => error.code === 'service.unavailable',
      ),
    );
    await service.nats.restart();
    await waitFor(() => service.ask(Count, {}).then(Boolean, () => false));
  });

  it('are answered to inboxes alone, wherever the asker wants the answer', async () => {
    const nats = await service.app.get(Nats).whenConnected();
    const { total: before } = await service.ask(Count, {});
    nats.publish(Count.subject, '{}', { reply: Counted.subject });
    await nats.flush();
    expect(await service.ask(Count, {})).toEqual({ total: before + 1 });
  });
});
