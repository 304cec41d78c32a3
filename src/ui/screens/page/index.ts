import { defineScreen } from '../define.ts';
import { pageKeys } from './keys.ts';
import { pageView } from './view.ts';

export const page = defineScreen({ view: pageView, keys: [pageKeys] });
