import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnswerPartner } from '#contracts';
import { FESTIVAL } from '../testing/forum.js';
import { TestGateway } from '../testing/test-gateway.js';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await TestGateway.start()));
afterAll(() => gateway.stop());

describe('a partner city’s answer', () => {
  it.each(['accept', 'decline', 'tentative', 'more-time', 'withdraw'])('%s', async (answer) => {
    const asked = await gateway.answer(AnswerPartner, () => FESTIVAL.partners[0]!);

    const { status } = await gateway.send(`/v1/partners/partner-id/${answer}`, {
      method: 'POST',
      token: 'liaison',
      body: { note: 'With pleasure.' },
    });

    expect(status).toBe(200);
    expect(asked[0]!.input).toEqual({ partnerId: 'partner-id', answer, note: 'With pleasure.' });
  });
});
