// What is shown, worked out once after every change; everything that draws, lists or exports asks here.
//
// page.hiders: words -> (node) => boolean. True hides the record. The words say to people what hides it.
// page.tieFilters: words -> (tie, edge) => boolean. False drops the tie; a line without a tie left is not drawn.
// page.revealers: (node) => void. What hides a record brings it back when somebody is led to it.
// page.onRefresh: () => void. Told after every change.

const CERTAIN_FIRST = ['evidence', 'reported', 'judgement', 'unverified'];

function makeShown(page) {
  Object.assign(page, {
    hiders: new Map(),
    tieFilters: new Map(),
    revealers: [],
    onRefresh: [],
    isShown: (node) => page.now.nodes.has(node.id),
    tiesOf: (edge) => page.now.ties.get(edge.id) ?? edge.ties,
    edgeShown: (edge) => page.now.lines.has(edge.id),
    lineOf: (edge) => page.now.lines.get(edge.id),
    edgesOf: (id) => page.now.joined.get(id) ?? [],
    whole: () => !page.hiders.size && !page.tieFilters.size,
    reveal(node) {
      page.revealers.forEach((bringBack) => bringBack(node));
      page.refresh();
    },
    refresh() {
      page.now = shownNow(page);
      page.redraw();
      page.onRefresh.forEach((told) => told());
      keepChoice(page);
    },
  });
  page.now = shownNow(page);
  page.onRefresh.push(() => hideRows(page));
}

function keepChoice(page) {
  const node = page.chosen && page.node(page.chosen);
  if (node && page.isShown(node)) page.choose(node.id, false);
  else if (page.chosen) page.choose(null, false);
}

// Ties and lines are left by the filters; a record that had lines and has none left goes with them.
function shownNow(page) {
  const { nodes, edges } = page.data;
  const filters = [...page.tieFilters.values()];
  const hiders = [...page.hiders.values()];
  const ties = new Map(edges.map((edge) => [edge.id, edge.ties.filter((tie) => filters.every((keeps) => keeps(tie, edge)))]));
  const left = edges.filter((edge) => !edge.ties.length || ties.get(edge.id).length);
  const had = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const has = new Set(left.flatMap((edge) => [edge.from, edge.to]));
  const stays = (node) => node.subject || !had.has(node.id) || has.has(node.id);
  const shown = new Set(nodes.filter((node) => stays(node) && !hiders.some((hides) => hides(node))).map((node) => node.id));
  const drawn = left.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
  const joined = new Map();
  drawn.forEach((edge) => [edge.from, edge.to].forEach((id) => (joined.has(id) ? joined.get(id).push(edge) : joined.set(id, [edge]))));
  return { nodes: shown, ties, joined, lines: new Map(drawn.map((edge) => [edge.id, asLeft(edge, ties.get(edge.id), page.data.theme)])) };
}

// A line of which some ties are left is as wide and, where its pattern tells certainty, as sure as those.
function asLeft(edge, ties, theme) {
  if (ties.length === edge.ties.length) return edge;
  const sure = CERTAIN_FIRST.includes(edge.line) && CERTAIN_FIRST.find((line) => ties.some((tie) => tie.reliability === theme.lines[line].words));
  return { ...edge, line: sure || edge.line, count: Math.max(1, Math.round((edge.count * ties.length) / edge.ties.length)) };
}

function hideRows(page) {
  const gone = [...document.querySelectorAll('tr[data-row]')].filter((row) => {
    const id = row.dataset.row;
    row.hidden = page.byId.has(id) ? !page.now.nodes.has(id) : !page.now.lines.has(id);
    return row.hidden;
  });
  const told = document.getElementById('rows-told');
  told.hidden = page.whole();
  told.textContent = `The filters above also hide ${counted(gone.length, 'row')} of the tables. Tables of groups, places or figures, and each row's own words, still tell of everything.`;
}

function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function makeShownTold(page) {
  const told = document.getElementById('shown');
  page.onRefresh.push(() => {
    const { nodes, edges } = page.data;
    const by = [...page.hiders.keys(), ...page.tieFilters.keys()];
    const figures = `Showing ${page.now.nodes.size} of ${counted(nodes.length, 'record')}, ${page.now.lines.size} of ${counted(edges.length, 'line')}`;
    const words = by.length ? `${figures}; filtered by ${by.join(', ')}.` : `${figures}.`;
    if (told.textContent !== words) told.textContent = words;
  });
}
