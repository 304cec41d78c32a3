/** For checks, which see the engines in this folder and nothing behind them. */
export { type LabelSelector, matchesLabels } from '../model/label-selector.ts';
