/** What the page does by itself: filters decisions, tells how many are shown, opens all of them for paper. */
export const SCRIPT = `
'use strict';
(() => {
  const root = document.documentElement;
  const form = document.querySelector('.filters');
  const told = document.querySelector('#shown');
  const decisions = [...document.querySelectorAll('details.decision')];
  const words = new Map(decisions.map((each) => [each, each.textContent.toLowerCase()]));
  root.classList.add('scripted');

  function fits(each, wanted) {
    const { severity, namespace, readiness, platform, fresh } = each.dataset;
    return (
      (wanted.severity === '' || Number(severity) <= Number(wanted.severity)) &&
      (wanted.namespace === '' || namespace === wanted.namespace) &&
      (wanted.readiness === '' || readiness === wanted.readiness) &&
      (wanted.platform || platform === undefined) &&
      (!wanted.fresh || fresh !== undefined) &&
      wanted.words.every((word) => words.get(each).includes(word))
    );
  }

  function filter() {
    const field = (name) => form.elements.namedItem(name);
    const wanted = {
      severity: field('severity').value,
      namespace: field('namespace').value,
      readiness: field('readiness').value,
      platform: field('platform') === null || field('platform').checked,
      fresh: field('fresh') !== null && field('fresh').checked,
      words: field('words').value.toLowerCase().split(/\\s+/).filter(Boolean),
    };
    let shown = 0;
    let findings = 0;
    for (const each of decisions) {
      each.hidden = !fits(each, wanted);
      if (each.hidden) continue;
      shown += 1;
      findings += Number(each.dataset.findings);
    }
    const isAll = shown === decisions.length;
    told.textContent = (isAll ? 'All ' : '') + shown + (isAll ? '' : ' of ' + decisions.length) +
      ' decisions are shown; they cover ' + findings + ' findings.';
  }

  if (form !== null) {
    form.addEventListener('input', filter);
    form.addEventListener('reset', () => setTimeout(filter));
    form.addEventListener('submit', (event) => event.preventDefault());
    form.querySelector('#open-all').addEventListener('click', () => {
      const visible = decisions.filter((each) => !each.hidden);
      const isOpening = visible.some((each) => !each.open);
      for (const each of visible) each.open = isOpening;
    });
    filter();
  }

  for (const link of document.querySelectorAll('a[data-namespace]')) {
    link.addEventListener('click', () => {
      form.reset();
      form.elements.namedItem('namespace').value = link.dataset.namespace;
      filter();
    });
  }

  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const each of opened) each.open = true;
  });
  addEventListener('afterprint', () => {
    for (const each of opened) each.open = false;
  });
})();
`;
