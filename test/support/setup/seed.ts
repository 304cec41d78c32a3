/**
 * Where generated cases start from: the same in every run, so that a red run speaks of the change and not of the draw.
 * `TEST_SEED=NUMBER npm test` draws others.
 */
import fc from 'fast-check';

const { TEST_SEED = '20261127' } = process.env;
if (!/^\d{1,9}$/.test(TEST_SEED)) throw new Error(`TEST_SEED is a whole number below 1,000,000,000, not ${TEST_SEED}`);

export const SEED = Number(TEST_SEED);

fc.configureGlobal({ seed: SEED });
