import { defineScreen } from '../define.ts';
import { planKeys } from './keys.ts';
import { planView } from './view.ts';

export const plan = defineScreen({ view: planView, keys: [planKeys] });
