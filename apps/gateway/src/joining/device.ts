import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'meridian-device';
const LIFE_SECONDS = 30 * 86_400;
const ID = /^[\w-]{22}$/;

/**
 * The random id by which a browser is known again on join pages, and by nothing else: given in a cookie when it has none.
 * Over https the name makes browsers refuse one that another host or plain http has set (RFC 6265bis 4.1.3.2).
 */
export function deviceOf(request: FastifyRequest, reply: FastifyReply, publicUrl: string): string {
  const isSecure = publicUrl.startsWith('https:');
  const name = isSecure ? `__Host-${NAME}` : NAME;
  const known = readCookie(request.headers.cookie, name);
  if (known !== undefined && ID.test(known)) return known;
  const id = randomBytes(16).toString('base64url');
  void reply.header(
    'Set-Cookie',
    `${name}=${id}; Path=/; Max-Age=${LIFE_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`,
  );
  return id;
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
