/** Where a person reads on: pages of the project, at the version that printed the result. */
import type { CheckMeta } from '../plugin-api/index.ts';

export const HOME_PAGE = 'https://github.com/kubectl-harden/kubectl-harden';

/** `version` as `v1.2.3`. A check of an operator has no page of its own. */
export function checkPage({ id }: Pick<CheckMeta, 'id'>, version: string): string {
  const [area, name] = id.split('/');
  return `${HOME_PAGE}/blob/${version}/plugins/${area}/README.md#${name}`;
}
