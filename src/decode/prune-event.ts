/** Of an event what it is about, when it was seen last, and why admission refused; its other words may hold anything. */
import { isJsonObject } from '../kube/path.ts';
import { pick } from './map.ts';
import { refusalIn } from './refusal.ts';

const ABOUT = ['kind', 'namespace', 'name', 'uid'];

export const EVENT = {
  involvedObject: (value: unknown) => (isJsonObject(value) ? pick(value, ABOUT) : undefined),
  reason: text,
  message: refusalIn,
  lastTimestamp: text,
  eventTime: text,
  series: (value: unknown) => (isJsonObject(value) ? pick(value, ['lastObservedTime']) : undefined),
} as const;

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
