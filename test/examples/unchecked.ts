/** Examples that nothing here can judge beyond their syntax, and why: by check and file. */
export const UNCHECKED: Readonly<Record<string, string>> = {
  'images/scanner values.yaml': 'values of a chart: what they mean only the templates of the chart tell',
};
