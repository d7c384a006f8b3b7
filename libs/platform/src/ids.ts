import { v7, validate } from 'uuid';

/** A new opaque id: UUID version 7 (RFC 9562), so that rows made together lie together in an index. */
export const newId = (): string => v7();

/** Whether this could be an id at all; anything else is no uuid to Postgres and refers to nothing. */
export const isId = (text: string): boolean => validate(text);
