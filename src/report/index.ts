/** What a scan and a run look like as text and as a document. */
export { checklistTable } from './checklist-table.ts';
export { decisionTable, itemLabel } from './decision-table.ts';
export { findingTable } from './finding-table.ts';
export { nameList } from './names.ts';
export { areaOf, refText, toReport } from './report.ts';
export { type ResultOptions, resultLine } from './result-line.ts';
export { type Selection, type SelectionOptions, select } from './selection.ts';
export { count, sumLine } from './sum.ts';
export { type Column, formatTable } from './table.ts';
