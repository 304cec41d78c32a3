import { defineScreen } from '../define.ts';
import { namespacesKeys } from './keys.ts';
import { namespacesView } from './view.ts';

export const namespaces = defineScreen({ view: namespacesView, keys: [namespacesKeys] });
