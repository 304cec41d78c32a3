/** For checks, which see the engines in this folder and nothing behind them. */
export { type LabelSelector, matchesLabels } from '../kube/label-selector.ts';
