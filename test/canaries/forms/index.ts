import { CONTAINERS } from './containers.ts';
import type { Form } from './form.ts';
import { OBJECTS } from './objects.ts';
import { PODS } from './pods.ts';

export const FORMS: readonly Form[] = [...CONTAINERS, ...PODS, ...OBJECTS];
