import type { FieldError, Session } from '#contracts';

/** What is wrong with the days between which a session may be placed: nothing, or their order. */
export function checkWindow(window: Session['window'] | undefined, path: string): FieldError[] {
  if (!window || window.from <= window.to) return [];
  return [{ path, message: `ends on ${window.to}, before it begins on ${window.from}` }];
}
