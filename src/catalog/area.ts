/** What stands before the slash of the id of a check. */
export function areaOf(id: string): string {
  return id.slice(0, id.indexOf('/'));
}
