import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';

/** A seat's link; those of an older generation are void. */
export interface JoinLinkId {
  readonly seatId: string;
  readonly generation: number;
}

const KEY_ID_BYTES = 1;
const SEAT_BYTES = 16;
const GENERATION_BYTES = 2;
const SIGNED_BYTES = KEY_ID_BYTES + SEAT_BYTES + GENERATION_BYTES;
/** 128 bits: as hard to guess as the seat's id itself would be to hit, and short in a mail. */
const MAC_BYTES = 16;
export const MOST_GENERATIONS = 0xffff;

interface Key {
  readonly id: number;
  readonly key: Buffer;
}

/**
 * Join links are `base64url(key id, seat, generation, HMAC)` (DESIGN section 10): derived, so that they can be given
 * again and are never stored. The key id names the secret, so that links made with an earlier one still work while
 * it is kept.
 */
export class JoinLinks {
  private readonly keys: readonly Key[];

  /** @param secrets the one that signs, then earlier ones whose links are still taken */
  constructor(secrets: readonly [string, ...string[]]) {
    this.keys = secrets.map(keyOf);
  }

  issue({ seatId, generation }: JoinLinkId): string {
    const signing = this.keys[0]!;
    const signed = Buffer.alloc(SIGNED_BYTES);
    signed.writeUInt8(signing.id);
    signed.set(parse(seatId), KEY_ID_BYTES);
    signed.writeUInt16BE(generation, KEY_ID_BYTES + SEAT_BYTES);
    return Buffer.concat([signed, macOf(signing, signed)]).toString('base64url');
  }

  /** What this link was issued for; null when it was not issued by us, or with a secret that is no longer kept. */
  read(token: string): JoinLinkId | null {
    const bytes = Buffer.from(token, 'base64url');
    // Other spellings of the same bytes are no link of ours.
    if (bytes.length !== SIGNED_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null;
    const signed = bytes.subarray(0, SIGNED_BYTES);
    const mac = bytes.subarray(SIGNED_BYTES);
    const isOurs = this.keys.some((key) => key.id === signed[0] && timingSafeEqual(macOf(key, signed), mac));
    if (!isOurs) return null;
    return {
      seatId: stringify(signed.subarray(KEY_ID_BYTES, KEY_ID_BYTES + SEAT_BYTES)),
      generation: signed.readUInt16BE(KEY_ID_BYTES + SEAT_BYTES),
    };
  }
}

function keyOf(secret: string): Key {
  // A key of its own: what is signed here is worth nothing as another token of this service.
  const key = createHmac('sha256', secret).update('join-link').digest();
  return { id: createHash('sha256').update(key).digest()[0]!, key };
}

function macOf({ key }: Key, signed: Uint8Array): Buffer {
  return createHmac('sha256', key).update(signed).digest().subarray(0, MAC_BYTES);
}
