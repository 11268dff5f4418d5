// Joins the pieces. The page's state lives here and nowhere else: nothing is stored in the browser.

const holder = document.getElementById('map');
const page = {
  data: JSON.parse(document.getElementById('map-data').textContent),
  chosen: null,
  near: new Set(),
  node: (id) => page.byId.get(id),
  edgesOf: (id) => page.data.edges.filter((edge) => edge.from === id || edge.to === id),
  first: () => page.data.nodes.find((node) => node.subject) || page.data.nodes[0],
  isFaint: (id) => page.chosen !== null && id !== page.chosen && !page.near.has(id),
  showAll: () => showAll(page, holder),
  zoom: (by) => page.network.moveTo({ scale: Math.min(Math.max(page.network.getScale() * by, 0.1), 4) }),
  choose,
};

function choose(id, follow) {
  if (page.chose) page.chose(id);
  page.chosen = id;
  page.near = new Set(id ? page.edgesOf(id).flatMap((edge) => [edge.from, edge.to]) : []);
  page.network.redraw();
  if (!id) {
    page.panel.reset();
    document.getElementById('found').textContent = '';
    return;
  }
  const node = page.node(id);
  page.panel.show(node);
  document.getElementById('found').textContent = described(node);
  if (follow) keepInView(node);
}

function keepInView(node) {
  const at = page.network.canvasToDOM({ x: node.x, y: node.y });
  const inside = at.x > 40 && at.y > 40 && at.x < holder.clientWidth - 40 && at.y < holder.clientHeight - 60;
  if (!inside) page.network.moveTo({ position: { x: node.x, y: node.y } });
}

function start() {
  page.byId = new Map(page.data.nodes.map((node) => [node.id, node]));
  page.panel = makePanel(page);
  if (!page.data.nodes.length) return; // the page says so in words
  holder.hidden = false;
  document.querySelector('.tools').hidden = false;
  document.getElementById('keys').hidden = false;
  document.documentElement.classList.add('scripted');
  page.network = makeCanvas(page, holder);
  page.showAll();
  makeSearch(page);
  makeKeyboard(page, holder);
  if (page.data.held) makeMeeting(page, holder);
  document.getElementById('zoom-in').addEventListener('click', () => page.zoom(1.25));
  document.getElementById('zoom-out').addEventListener('click', () => page.zoom(0.8));
  document.getElementById('show-all').addEventListener('click', page.showAll);
}

start();
