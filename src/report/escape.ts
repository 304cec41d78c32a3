/** Characters that no document needs to escape, but that a terminal obeys or does not show. */
const UNSEEN = /[\u007f-\u009f\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/gu;

export function hasUnseen(text: string): boolean {
  return text.search(UNSEEN) >= 0;
}

/** As JSON writes them: `\u202e`, in two halves beyond the first plane. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character.replace(/[\s\S]/g, (unit) => `\\u${hex(unit.charCodeAt(0), 4)}`),
  );
}

/** As YAML in double quotes writes them: `\u202e`, `\U000e0041`. */
export function escapeUnseenYaml(text: string): string {
  return text.replace(UNSEEN, (character) =>
    character.length === 1 ? `\\u${hex(character.charCodeAt(0), 4)}` : `\\U${hex(character.codePointAt(0) ?? 0, 8)}`,
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
