import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ChangePreferences } from '#contracts';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

describe('what somebody wants of mail', () => {
  const change = (body: object) =>
    gateway.send('/v1/me/preferences', { method: 'PATCH', token: 'participant', body });

  it('is changed by what is named, each kind and rule once', async () => {
    const asked = await gateway.answer(ChangePreferences, ({ off = [] }) => ({ off, reminders: [] }));
    expect(await change({ off: ['digests', 'reminders'] })).toMatchObject({
      status: 200,
      body: { off: ['digests', 'reminders'] },
    });
    for (const [body, path] of [
      [{ off: ['reminders', 'reminders'] }, 'off'],
      [{ reminders: ['PT1H', 'PT1H'] }, 'reminders'],
    ] as const) {
      expect(await change(body)).toMatchObject({
        status: 422,
        body: { errors: [{ path, message: 'must name each once' }] },
      });
    }
    expect(asked).toHaveLength(1);
  });
});
