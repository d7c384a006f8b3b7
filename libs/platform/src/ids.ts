import { v7 } from 'uuid';

/** A new opaque id: UUID version 7 (RFC 9562), so that rows made together lie together in an index. */
export const newId = (): string => v7();
