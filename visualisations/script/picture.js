// The picture as lines, not dots, from where records stand now and what is shown: for paper and for saved files.

const SVG = 'http://www.w3.org/2000/svg';
const HALO = { stroke: '#ffffff', 'stroke-width': 4, 'paint-order': 'stroke', 'stroke-linejoin': 'round' };

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

function drawnWords(text, x, y, size, colour, more = {}) {
  return drawn('text', { x, y, 'font-size': size, 'text-anchor': 'middle', fill: colour, ...more }, text);
}

const BOLD = { 'font-weight': 'bold' };

function pictureNow(page) {
  const [left, top, right, bottom] = extentNow(page);
  const { data } = page;
  const lines = [...page.now.lines.values()];
  const nodes = data.nodes.filter(page.isShown);
  return drawn('svg', { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, width: right - left, height: bottom - top, 'font-family': FONT },
    ...drawnOutlines(page),
    ...drawnSpots(page),
    ...data.regions.flatMap((region) => drawnRegion(region, data.theme.colours)),
    ...data.rings.map((ring) => drawn('ellipse', { cx: 0, cy: 0, rx: ring.rx, ry: ring.ry, fill: 'none', stroke: data.theme.colours.guide, 'stroke-dasharray': '3 5' })),
    ...(page.route?.found ? drawnPath(page) : []),
    ...lines.flatMap((edge) => drawnLine(edge, page)),
    ...lines.filter((edge) => edge.mark).flatMap((edge) => drawnMark(edge, page)),
    ...data.captions.map((caption) => drawnWords(caption.words, caption.x, caption.y + 4, caption.quiet ? 13 : 15, data.theme.colours.line, { ...(caption.quiet ? { 'font-style': 'italic' } : BOLD), ...HALO })),
    ...nodes.flatMap((node) => drawnLarge(node, page)));
}

function drawnRegion(region, colours) {
  const { x, y, width, height, scale } = region;
  return [
    drawn('rect', { x, y, width, height, rx: 10, fill: '#f3f2f1', stroke: colours.guide }),
    drawn('text', { x: x + 12 * scale, y: y + 21 * scale, 'font-size': 13 * scale, fill: colours.line, ...BOLD }, region.words),
  ];
}

function drawnStroke(x1, y1, x2, y2, stroke_, width, dashes = '') {
  return drawn('line', { x1, y1, x2, y2, stroke: stroke_, 'stroke-width': width, ...(dashes ? { 'stroke-dasharray': dashes } : {}) });
}

// The strokes that shapes.js draws on the canvas, caught as lines: one way of drawing a line, not two.
function drawnLine(edge, page) {
  const caught = [];
  let from = null;
  let dashes = [];
  const ctx = {
    zoom: 0.001,
    beginPath() {},
    moveTo(x, y) { from = [x, y]; },
    lineTo(x, y) { caught.push(drawnStroke(...from, x, y, ctx.strokeStyle, ctx.lineWidth, dashes.join(' '))); },
    stroke() {},
    setLineDash(lengths) { dashes = lengths; },
  };
  drawEdge(ctx, edge, page);
  return caught;
}

function drawnPath(page) {
  const { colours } = page.data.theme;
  return [[11, colours.ink], [8, colours.focus]].flatMap(([width, colour]) => page.route.found.edges.map((edge) => {
    const [a, b] = [page.node(edge.from), page.node(edge.to)];
    return drawnStroke(a.x, a.y, b.x, b.y, colour, width);
  }));
}

function drawnMark(edge, page) {
  const [a, b] = [page.node(edge.from), page.node(edge.to)];
  const { colours, marks } = page.data.theme;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  return [drawn('circle', { cx: x, cy: y, r: 8, fill: colours.paper, stroke: colours.line }), drawnWords(marks[edge.mark].letter, x, y + 4, 12, colours.ink, BOLD)];
}

// A record that is read from afar is drawn as any other, and enlarged.
function drawnLarge(node, page) {
  if (node.scale === 1) return drawnNode(node, page);
  const usual = { ...node, x: 0, y: 0, size: node.size / node.scale, first: node.first / node.scale };
  return [drawn('g', { transform: `translate(${node.x} ${node.y}) scale(${node.scale})` }, ...drawnNode(usual, page))];
}

function drawnNode(node, page) {
  const { kinds, states, colours } = page.data.theme;
  const kind = kinds[node.kind];
  const { look } = states[node.state];
  const hollow = look !== 'filled';
  const { x, y, size } = node;
  const pen = { fill: hollow ? colours.paper : kind.colour, stroke: kind.colour, 'stroke-width': hollow ? 2.5 : 1, ...(NODE_DASHES[look] ? { 'stroke-dasharray': NODE_DASHES[look].join(' ') } : {}) };
  const shape = kind.points.length
    ? drawn('polygon', { points: kind.points.map(([px, py]) => `${(x + px * size).toFixed(1)},${(y + py * size).toFixed(1)}`).join(' '), ...pen })
    : drawn('circle', { cx: x, cy: y, r: size, ...pen });
  const letter = { dashed: '', dotted: '?' }[look] ?? kind.letter;
  const note = page.notes?.has(node.id) ? [[x + size * 0.95, y - size * 0.95]] : [];
  return [
    ...(node.subject ? [drawn('circle', { cx: x, cy: y, r: size + 5, fill: colours.paper, stroke: colours.ink, 'stroke-width': 2 })] : []),
    shape,
    ...(look === 'struck' ? [drawnStroke(x - size, y + size, x + size, y - size, kind.colour, 2)] : []),
    ...(letter ? [drawnWords(letter, x, y + 4.5, 13, hollow ? kind.colour : colours.paper, BOLD)] : []),
    ...node.texts.map(([text, bold], index) => drawnWords(text, x, y + node.first + 4.5 + 16 * index, bold ? 15 : 13, colours.ink, { ...(bold ? BOLD : {}), ...HALO })),
    ...note.flatMap(([nx, ny]) => [drawn('rect', { x: nx - 7, y: ny - 7, width: 14, height: 14, fill: colours.paper, stroke: colours.ink, 'stroke-width': 1.5 }), drawnWords('n', nx, ny + 4, 12, colours.ink, BOLD)]),
  ];
}

// Paper shows what the screen shows.
function makePaper(page) {
  const place = document.querySelector('.picture');
  const first = place.querySelector('svg');
  window.addEventListener('beforeprint', () => {
    const changed = !page.whole() || page.hasMoved?.() || page.notes?.size || page.route?.found;
    const now = changed ? pictureNow(page) : first;
    if (changed) {
      now.setAttribute('role', 'img');
      now.setAttribute('aria-label', 'The map as it was shown when it was printed');
    }
    place.replaceChildren(now);
  });
}
