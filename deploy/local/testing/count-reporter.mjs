import { writeFileSync } from 'node:fs';

/** A jest reporter that leaves the counts of the run in a file, for the closing line of `npm test`. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results;
    const counts = {
      passed: numPassedTests,
      // A file that could not even be loaded has no tests to count, and is a failure all the same.
      failed: numFailedTests + numRuntimeErrorTestSuites,
      skipped: numPendingTests + numTodoTests,
    };
    writeFileSync(process.env.MERIDIAN_TEST_COUNTS, JSON.stringify(counts));
  }
}
