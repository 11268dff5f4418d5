// The vis-network canvas: every place was worked out beforehand, so nothing moves by itself.

const SMALLEST = 7.5; // words smaller than this on the screen are not drawn

function visNode(node, page) {
  return {
    id: node.id,
    x: node.x,
    y: node.y,
    size: node.size,
    shape: 'custom',
    ctxRenderer: ({ ctx, x, y }) => {
      const at = { ...node, x, y };
      return {
        drawNode: () => faded(ctx, page.isFaint(node.id), () => drawShape(ctx, at, page.data.theme, page.chosen === node.id)),
        drawExternalLabel: () => {
          if (15 * page.network.getScale() < SMALLEST && !node.subject && page.chosen !== node.id) return;
          faded(ctx, page.isFaint(node.id), () => drawLabel(ctx, at, page.data.theme));
        },
        nodeDimensions: { width: 2 * node.size, height: 2 * node.size },
      };
    },
  };
}

function faded(ctx, faint, draw) {
  ctx.save();
  ctx.globalAlpha = faint ? 0.4 : 1;
  draw();
  ctx.restore();
}

function edgeWidth(edge) {
  return Math.min(1.4 + 0.8 * (edge.count - 1), 5);
}

// vis-network knows the lines; we draw them, so that a line can be broken or marked and never lies over words.
function visEdge(edge) {
  return { id: edge.id, from: edge.from, to: edge.to, color: { opacity: 0 } };
}

function drawBehind(ctx, page) {
  const { data } = page;
  ctx.save();
  drawBackground(ctx, data);
  data.edges.forEach((edge) => faded(ctx, isFar(page, edge), () => drawEdge(ctx, edge, page)));
  data.captions.forEach((caption) => {
    const font = caption.quiet ? `italic 13px ${FONT}` : `bold 15px ${FONT}`;
    words(ctx, caption.words, caption.x, caption.y, font, data.theme.colours.line, data.theme.colours.paper);
  });
  data.edges.forEach((edge) => {
    if (edge.mark) faded(ctx, isFar(page, edge), () => drawMark(ctx, edge, page));
  });
  ctx.restore();
}

function isFar(page, edge) {
  return page.chosen !== null && edge.from !== page.chosen && edge.to !== page.chosen;
}

function makeCanvas(page, holder) {
  const nodes = new vis.DataSet(page.data.nodes.map((node) => visNode(node, page)));
  const edges = new vis.DataSet(page.data.edges.map(visEdge));
  const network = new vis.Network(holder, { nodes, edges }, page.data.options);
  network.on('beforeDrawing', (ctx) => drawBehind(ctx, page));
  network.on('click', (event) => page.choose(event.nodes[0] || null, false));
  network.on('resize', () => showAll(page, holder));
  return network;
}

// vis-network's own fit leaves the words under the records out of account.
function showAll(page, holder) {
  const [left, top, right, bottom] = page.data.bounds;
  if (!holder.clientWidth || !holder.clientHeight) return; // hidden, as on paper
  const scale = Math.min(holder.clientWidth / (right - left), holder.clientHeight / (bottom - top), 1.6);
  page.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
}
