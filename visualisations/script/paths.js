// The shortest path from one record to another: the fewest lines, over those that are shown.

function shortestPath(page, from, to) {
  const before = new Map([[from, null]]);
  const queue = [from];
  while (queue.length && !before.has(to)) {
    const id = queue.shift();
    page.edgesOf(id).forEach((edge) => {
      const other = edge.from === id ? edge.to : edge.from;
      if (!before.has(other)) {
        before.set(other, edge);
        queue.push(other);
      }
    });
  }
  if (!before.has(to)) return null;
  const edges = [];
  const nodes = [to];
  for (let at = to; before.get(at); at = nodes[0]) {
    const edge = before.get(at);
    edges.unshift(edge);
    nodes.unshift(edge.from === at ? edge.to : edge.from);
  }
  return { nodes, edges };
}

function makePaths(page) {
  page.route = null;
  page.pathFrom = (node) => {
    page.route = { from: node.id, found: null };
    page.choose(node.id, false);
    page.tell(`Path from ${described(node)}: now choose another record. Escape ends it.`);
    document.getElementById('map').focus();
  };
  page.endPath = () => {
    page.route = null;
    if (page.chosen) page.choose(page.chosen, false);
    else page.network.redraw();
    page.tell('Path ended.');
  };
  page.findPath = (id) => {
    const { route } = page;
    if (!route) return;
    if (!page.isShown(page.node(route.from))) page.route = null;
    else route.found = id && id !== route.from ? shortestPath(page, route.from, id) : null;
  };
}

// The path in words, for the panel of the record where it ends.
function pathList(node, page) {
  if (!page.route) return [];
  const from = page.node(page.route.from);
  const { found } = page.route;
  const end = pressable('End path', page.endPath);
  if (node.id === from.id) return [element('p', 'Choose another record to see the shortest path to it.'), end];
  const heading = element('h3', `Path from ${described(from)}`);
  if (!found) return [heading, element('p', 'No path: no lines that are shown lead from one to the other.'), end];
  const list = element('ol', '', ...found.edges.map((edge, index) => {
    const [one, other] = [page.node(found.nodes[index]), page.node(found.nodes[index + 1])];
    const ties = element('ul', '', ...tieWords(page.tiesOf(edge), page).map((words) => element('li', words)));
    ties.className = 'ties';
    const go = pressable(described(other), () => page.choose(other.id, true));
    return element('li', '', element('span', `${described(one)} – ${edgeWords(edge, page)} – `), go, ties);
  }));
  return [heading, element('p', `${counted(found.edges.length, 'line')}, the fewest that join them among those shown.`), list, end];
}

function pathTitle(page) {
  const { nodes } = page.route.found;
  return `The shortest path from ${described(page.node(nodes[0]))} to ${described(page.node(nodes[nodes.length - 1]))} is marked.`;
}

function pathWords(node, page) {
  if (!page.route || node.id === page.route.from) return '';
  const { found } = page.route;
  return found ? `, ${counted(found.edges.length, 'line')} from ${page.node(page.route.from).label}` : ', no path';
}

function drawPath(ctx, page) {
  const { colours } = page.data.theme;
  [[11, colours.ink], [8, colours.focus]].forEach(([width, colour]) => {
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    page.route.found.edges.forEach((edge) => {
      const [a, b] = [page.node(edge.from), page.node(edge.to)];
      stroke(ctx, a.x, a.y, b.x, b.y);
    });
  });
}
