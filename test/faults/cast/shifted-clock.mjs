/**
 * Loaded before a service (`--import`): its wall clock is off by CLOCK_SHIFT_MS, its monotonic clock is not. What a
 * wrongly set machine looks like to the program; Postgres, which decides what is due, is not on that machine.
 */
const SHIFT_MS = Number(process.env.CLOCK_SHIFT_MS);
const TrueDate = Date;

globalThis.Date = class Date extends TrueDate {
  constructor(...args) {
    if (args.length === 0) super(TrueDate.now() + SHIFT_MS);
    else super(...args);
  }

  static now() {
    return TrueDate.now() + SHIFT_MS;
  }
};
