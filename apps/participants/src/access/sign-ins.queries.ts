import { SignInRequested } from '#contracts';
import { newId, type Tx } from '#platform';
import { SignIn } from './sign-in.entity.js';

const VALID_MS = 3_600_000;

/** Asks for a sign-in mail to this person; its link is good once and for an hour. */
export async function requestSignIn(tx: Tx, personId: string): Promise<void> {
  const id = newId();
  await tx.manager.insert(SignIn, {
    id,
    personId,
    createdAt: tx.now,
    expiresAt: new Date(tx.now.getTime() + VALID_MS),
    usedAt: null,
  });
  tx.publish(SignInRequested, { signInId: id, personId });
}

/**
 * Uses a sign-in up; returns whose it was, or null when it was used, has expired or never was.
 * One statement, so that of many who try at once exactly one succeeds: the others wait for its row and find it used.
 */
export async function useSignIn({ manager, now }: Tx, id: string): Promise<string | null> {
  const [rows] = await manager.query<[{ person_id: string }[], number]>(
    `UPDATE sign_ins SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND expires_at > $2 RETURNING person_id`,
    [id, now],
  );
  return rows[0]?.person_id ?? null;
}
