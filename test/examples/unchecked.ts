/** Examples that nothing here can judge beyond their syntax, and why: by check and file. */
export const UNCHECKED: Readonly<Record<string, string>> = {};
