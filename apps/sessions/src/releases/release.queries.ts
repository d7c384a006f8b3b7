import { readCursor, toPage } from '#platform';
import { LessThan, type EntityManager } from 'typeorm';
import { Release } from './release.entity.js';

/** 0 before the first. Stable only while the event's row is locked. */
export async function lastReleaseNumber(manager: EntityManager, eventId: string): Promise<number> {
  return (await manager.maximum(Release, 'number', { eventId })) ?? 0;
}

/** One page of an event's releases, newest first; `cursor` holds the last number of the page before. */
export async function pageReleases(
  manager: EntityManager,
  page: { eventId: string; number?: number | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Release[]; next: string | null }> {
  const { eventId, number, cursor, limit } = page;
  const [last] = readCursor(cursor) ?? [];
  const found = await manager.find(Release, {
    where: {
      eventId,
      ...(last !== undefined && { number: LessThan(Number.parseInt(last) || 0) }),
      ...(number !== undefined && { number }),
    },
    order: { number: 'DESC' },
    take: limit + 1,
  });
  return toPage(found, limit, (release) => [String(release.number)]);
}
