/** Lists of API objects: missing, null and empty mean the same there. */

export function isEmpty(list: readonly unknown[] | null | undefined): boolean {
  return list === undefined || list === null || list.length === 0;
}
