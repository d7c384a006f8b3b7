import { languageOf } from './languages.mjs';

/**
 * People from the cities in turn, with seats of their own to take.
 *
 * @returns {Promise<{ email: string, language: string, api: ReturnType<import('../api.mjs').createApi> }[]>}
 */
export async function invitePeople(stage, cities, count, run) {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const city = cities[index % cities.length];
      const email = `guest-${index + 1}.${run}@${city}.example`;
      const language = languageOf(city);
      const person = { email, name: `Guest ${index + 1}`, city, language };
      const { token } = await stage.organizer.post('/v1/participants', person, 201);
      return { email, language, api: stage.as(token) };
    }),
  );
}

/** All at once. A seat is confirmed (201) or waits in the queue (202). */
export async function takeSeats(stage, slotId, people) {
  return Promise.all(
    people.map(async (person) => {
      const { status, body } = await person.api.ask('POST', `/v1/slots/${slotId}/seats`, {});
      if (status !== 201 && status !== 202)
        throw new Error(`a seat was answered with ${status}: ${body.detail}`);
      return { ...person, ...body };
    }),
  );
}
