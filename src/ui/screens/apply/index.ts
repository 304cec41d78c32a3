import { defineScreen } from '../define.ts';
import { applyKeys } from './keys.ts';
import { applyView } from './view.ts';

export const apply = defineScreen({ view: applyView, keys: [applyKeys] });
