/**
 * Outlives the launcher by a few seconds. The launcher holds the other end of this process's stdin and writes
 * a line of JSON (a ProcessRecord) for each process it starts. End of input means that the launcher is gone,
 * however it went (kill -9 included), and everything still running is stopped.
 */
import { createInterface } from 'node:readline';
import { stopInOrder } from './processes.mjs';

// The terminal's Ctrl-C and hang-up are the launcher's to handle; only the end of input counts here.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => {});

const records = [];
for await (const line of createInterface({ input: process.stdin })) records.push(JSON.parse(line));
await stopInOrder(records);
