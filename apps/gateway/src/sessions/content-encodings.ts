import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Those that are offered, the best first; `identity` is the text as it is. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** Compressed once and sent often: worth a few milliseconds, not a hundred. */
const BROTLI_QUALITY = 6;
const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

export async function encoded(text: string): Promise<Record<Encoding, Buffer>> {
  const identity = Buffer.from(text);
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const [br, gzipped] = await Promise.all([toBrotli(identity, { params }), toGzip(identity)]);
  return { br, gzip: gzipped, identity };
}

/** The best of our encodings that this Accept-Encoding takes (RFC 9110 12.5.3); the text as it is without one. */
export function encodingFor(accepted: string | undefined): Encoding {
  if (!accepted) return 'identity';
  const refused = new Set<string>();
  const taken = new Set<string>();
  for (const range of accepted.toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    (isRefused ? refused : taken).add(name);
  }
  const takes = (encoding: Encoding) =>
    !refused.has(encoding) && (taken.has(encoding) || taken.has('*') || encoding === 'identity');
  return ENCODINGS.find(takes) ?? 'identity';
}
