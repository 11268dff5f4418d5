// The vis-network canvas: every place was worked out beforehand, so nothing moves by itself.

const SMALLEST = 7.5; // words smaller than this on the screen are not drawn

function visNode(node, page) {
  return {
    id: node.id,
    x: node.x,
    y: node.y,
    size: node.size,
    hidden: !page.isShown(node),
    shape: 'custom',
    ctxRenderer: ({ ctx, x, y }) => {
      const at = { ...node, x, y };
      return {
        drawNode: () => faded(ctx, page.isFaint(node.id), () => enlarged(ctx, at, (one) => drawShape(ctx, one, page.data.theme, page.chosen === node.id, seen(node, page)))),
        drawExternalLabel: () => {
          if (legible(node, page)) faded(ctx, page.isFaint(node.id), () => enlarged(ctx, at, (one) => drawLabel(ctx, one, page.data.theme)));
          if (page.notes?.has(node.id)) drawNoteMark(ctx, at, page.data.theme);
        },
        nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
      };
    },
  };
}

function legible(node, page) {
  return 15 * node.scale * page.network.getScale() >= SMALLEST;
}

// Whether the letter in a shape is large enough to be more than a dot: of 2,000 records at once, none is.
function seen(node, page) {
  return 14 * node.scale * page.network.getScale() >= 5;
}

function faded(ctx, faint, draw) {
  if (!faint) {
    draw();
    return;
  }
  ctx.globalAlpha = 0.4;
  draw();
  ctx.globalAlpha = 1;
}

// vis-network knows the lines; we draw them, so that a line can be broken or marked and never lies over words.
function visEdge(edge) {
  return { id: edge.id, from: edge.from, to: edge.to, hidden: true };
}

function drawBehind(ctx, page) {
  const { data } = page;
  page.follow?.();
  ctx.save();
  drawBackground(ctx, data);
  drawSpots(ctx, page);
  if (page.route?.found) drawPath(ctx, page);
  const lines = [...page.now.lines.values()];
  lines.forEach((edge) => faded(ctx, isFar(page, edge), () => drawEdge(ctx, edge, page)));
  data.captions.forEach((caption) => {
    const font = caption.quiet ? `italic 13px ${FONT}` : `bold 15px ${FONT}`;
    words(ctx, caption.words, caption.x, caption.y, font, data.theme.colours.line, data.theme.colours.paper);
  });
  lines.forEach((edge) => {
    if (edge.mark) faded(ctx, isFar(page, edge), () => drawMark(ctx, edge, page));
  });
  ctx.restore();
}

function isFar(page, edge) {
  if (page.route?.found) return !page.route.found.edges.some((one) => one.id === edge.id);
  return page.chosen !== null && edge.from !== page.chosen && edge.to !== page.chosen;
}

function makeCanvas(page, holder) {
  const nodes = new vis.DataSet(page.data.nodes.map((node) => visNode(node, page)));
  const edges = new vis.DataSet(page.data.edges.map(visEdge));
  const network = new vis.Network(holder, { nodes, edges }, page.data.options);
  network.on('beforeDrawing', (ctx) => drawBehind(ctx, page));
  network.on('afterDrawing', (ctx) => drawFewLabels(ctx, page));
  network.on('click', (event) => page.choose(event.nodes[0] || null, false));
  network.on('resize', () => showAll(page, holder));
  page.redraw = () => {
    // Only records whose state changed: vis-network works out everything anew for each that it is told of.
    const changed = page.data.nodes.filter((node) => {
      const had = nodes.get(node.id);
      return !had || had.hidden === page.isShown(node);
    });
    const gone = nodes.getIds().filter((id) => !page.byId.has(id));
    if (gone.length) nodes.remove(gone);
    if (changed.length) nodes.update(changed.map((node) => visNode(node, page)));
    network.redraw();
  };
  return network;
}

// vis-network's own fit leaves the words under the records out of account.
function showAll(page, holder) {
  const [left, top, right, bottom] = extentNow(page);
  if (!holder.clientWidth || !holder.clientHeight) return; // hidden, as on paper
  const scale = Math.min(holder.clientWidth / (right - left), holder.clientHeight / (bottom - top), 1.6);
  page.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
}
