/** Characters that no document needs to escape, but that a terminal obeys or does not show. */
const UNSEEN =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]/g;

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
