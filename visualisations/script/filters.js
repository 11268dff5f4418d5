// Filters: what is shown by kind of record, relationship, agency, source and reliability. Everything is shown at first.

const OF_NODES = [
  ['kind of record', (node, theme) => theme.kinds[node.kind].words],
  ['state of record', (node, theme) => theme.states[node.state].words],
];
const OF_TIES = [
  ['relationship', (tie) => tie.relationship],
  ['what was recorded', (tie) => tie.words],
  ['agency', (tie) => tie.agency],
  ['source', (tie) => tie.source],
  ['reliability', (tie) => tie.reliability],
];
const MOST_WORDS = 14; // more wordings than these are for the search to find

// How often each value is there, in the order in which they come; the filters list them by the alphabet.
function tally(things, valueOf) {
  const counts = new Map();
  things.forEach((thing) => {
    const value = valueOf(thing) || 'not recorded';
    counts.set(value, (counts.get(value) || 0) + 1);
  });
  return counts;
}

function makeFilters(page) {
  const place = document.getElementById('filter-choices');
  const nodes = page.data.nodes;
  const ties = page.data.edges.flatMap((edge) => edge.ties);
  const { theme } = page.data;
  page.filters = new Map();
  OF_NODES.forEach(([name, read]) => {
    const valueOf = (node) => read(node, theme);
    addFilter(page, place, name, tally(nodes, valueOf), (off) => [page.hiders, (node) => !node.subject && off.has(valueOf(node))]);
  });
  const seen = new Set(); // what is recorded may be nothing more than the relationship
  OF_TIES.filter(([name]) => name !== 'source' || !page.data.held).forEach(([name, read]) => {
    const counts = tally(ties, read);
    if (seen.has([...counts].join())) return;
    seen.add([...counts].join());
    addFilter(page, place, name, counts, (off) => [page.tieFilters, (tie) => !off.has(read(tie) || 'not recorded')]);
  });
  const clear = document.getElementById('clear-filters');
  clear.addEventListener('click', () => {
    page.clearFilters();
    document.querySelector('#filter summary').focus();
  });
  page.cleared = [() => page.filters.forEach((filter) => filter.off.clear())];
  page.clearFilters = () => {
    page.cleared.forEach((reset) => reset());
    page.filters.forEach((filter) => filter.apply());
    page.refresh();
  };
  page.revealers.push((node) => !page.isShown(node) && page.clearFilters());
  page.onRefresh.push(() => {
    clear.disabled = ![...page.filters.values()].some((filter) => filter.off.size) && !page.tieFilters.size;
  });
}

function addFilter(page, place, name, counts, made) {
  if (counts.size < 2 || (name === 'what was recorded' && counts.size > MOST_WORDS)) return;
  const off = new Set();
  const [filters, rule] = made(off);
  const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en-GB'));
  const boxes = sorted.map(([value, count]) => choice(value, count, off, () => change()));
  const field = element('fieldset', '', element('legend', name.charAt(0).toUpperCase() + name.slice(1)), bothButtons(), ...boxes.map(([label]) => label));
  function apply() {
    if (off.size) filters.set(name, rule);
    else filters.delete(name);
    boxes.forEach(([, box, value]) => { box.checked = !off.has(value); });
  }
  function change() {
    apply();
    page.refresh();
  }
  function bothButtons() {
    const all = pressable('all', () => { off.clear(); change(); });
    const none = pressable('none', () => { counts.forEach((_, value) => off.add(value)); change(); });
    all.setAttribute('aria-label', `All of ${name}`);
    none.setAttribute('aria-label', `None of ${name}`);
    return element('span', '', all, none);
  }
  place.append(field);
  page.filters.set(name, { off, apply, change });
}

function pressable(words, act) {
  const button = element('button', words);
  button.type = 'button';
  button.addEventListener('click', act);
  return button;
}

function choice(value, count, off, change) {
  const box = element('input');
  box.type = 'checkbox';
  box.checked = true;
  box.addEventListener('change', () => {
    if (box.checked) off.delete(value);
    else off.add(value);
    change();
  });
  return [element('label', '', box, element('span', `${value} (${count})`)), box, value];
}

// The kinds in the key are switches of the same filter.
function makeKeySwitches(page) {
  const filter = page.filters.get('kind of record');
  if (!filter) return;
  document.querySelectorAll('.key li[data-kind]').forEach((item) => {
    const { words } = page.data.theme.kinds[item.dataset.kind];
    const button = pressable(words, () => {
      if (!filter.off.delete(words)) filter.off.add(words);
      filter.change();
    });
    item.querySelector('span').replaceWith(button);
    page.onRefresh.push(() => button.setAttribute('aria-pressed', String(!filter.off.has(words))));
  });
}
