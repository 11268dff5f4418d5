// Joins the pieces. The page's state lives here and nowhere else: nothing is stored in the browser.

const holder = document.getElementById('map');
const page = {
  data: JSON.parse(document.getElementById('map-data').textContent),
  chosen: null,
  near: new Set(),
  node: (id) => page.byId.get(id),
  first: () => page.data.nodes.find((node) => node.subject && page.isShown(node)) || page.data.nodes.find(page.isShown),
  isFaint: (id) => id !== page.chosen && (page.route?.found ? !page.route.found.nodes.includes(id) : page.chosen !== null && !page.near.has(id)),
  showAll: () => showAll(page, holder),
  zoom: (by) => page.network.moveTo({ scale: Math.min(Math.max(page.network.getScale() * by, 0.005), 4) }),
  tell: (words) => { document.getElementById('found').textContent = words; },
  choose,
  keepInView,
  // Leads somebody to a record from anywhere on the page.
  lead(id) {
    if (!page.isShown(page.node(id))) page.reveal(page.node(id));
    choose(id, true);
    holder.focus();
  },
};

function choose(id, follow) {
  if (page.chose) page.chose(id);
  page.chosen = id;
  page.findPath(id);
  page.near = new Set(id ? page.edgesOf(id).flatMap((edge) => [edge.from, edge.to]) : []);
  page.network.redraw();
  if (!id) {
    page.panel.reset();
    page.tell('');
    return;
  }
  const node = page.node(id);
  page.panel.show(node);
  page.tell(`${described(node)}${pathWords(node, page)}`);
  if (follow) keepInView(node);
}

function keepInView(node) {
  const at = page.network.canvasToDOM({ x: node.x, y: node.y });
  const inside = at.x > 40 && at.y > 40 && at.x < holder.clientWidth - 40 && at.y < holder.clientHeight - 60;
  if (!inside) page.network.moveTo({ position: { x: node.x, y: node.y } });
}

function start() {
  page.byId = new Map(page.data.nodes.map((node) => [node.id, node]));
  makeShown(page);
  page.panel = makePanel(page);
  if (!page.data.nodes.length) return; // the page says so in words
  holder.hidden = false;
  document.querySelectorAll('.scripted-only').forEach((part) => { part.hidden = false; });
  document.documentElement.classList.add('scripted');
  page.network = makeCanvas(page, holder);
  page.showAll();
  makeUndo(page);
  makeShownTold(page);
  makeFilters(page);
  makeDates(page);
  makeKeySwitches(page);
  makeRecords(page);
  makePaths(page);
  makePaper(page);
  makeSearch(page);
  makeKeyboard(page, holder);
  makeGroups(page, holder);
  if (page.data.held) makeMeeting(page, holder);
  else makeKeeping(page);
  document.getElementById('zoom-in').addEventListener('click', () => page.zoom(1.25));
  document.getElementById('zoom-out').addEventListener('click', () => page.zoom(0.8));
  document.getElementById('show-all').addEventListener('click', page.showAll);
  page.refresh();
  makeHash(page);
}

start();
