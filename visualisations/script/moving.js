// Moving records, by mouse or by Shift and the arrow keys. Where each stood at first is kept.

const STEP = 10;

function makeMoving(page) {
  const first = new Map(page.data.nodes.map((node) => [node.id, [node.x, node.y]]));
  let dragged = null; // id and where it started

  function put(id, [x, y]) {
    const node = page.node(id);
    Object.assign(node, { x, y });
    page.network.moveNode(id, x, y);
  }

  function putAll(places) {
    places.forEach((place, id) => put(id, place));
    page.network.redraw();
  }

  function at(ids) {
    return new Map([...ids].map((id) => [id, [page.node(id).x, page.node(id).y]]));
  }

  page.placesOf = at;
  page.putPlaces = putAll;
  page.hasMoved = () => page.data.nodes.some((node) => first.has(node.id) && (node.x !== first.get(node.id)[0] || node.y !== first.get(node.id)[1]));
  page.putAll = (places, words, one = null) => {
    const before = at(places.keys());
    putAll(places);
    page.did(words, () => putAll(before), () => putAll(places), one);
  };
  page.putBack = () => {
    page.putAll(new Map([...first].filter(([id]) => page.byId.has(id))), 'All records put back');
    page.tell('All records are where they stood at first.');
  };
  page.nudge = (id, [dx, dy]) => {
    const node = page.node(id);
    page.putAll(new Map([[id, [node.x + dx * STEP, node.y + dy * STEP]]]), `${described(node)} moved`, `keys ${id}`);
    page.keepInView(node);
  };
  // Lines follow the record that is dragged.
  page.follow = () => {
    if (dragged) Object.assign(page.node(dragged.id), page.network.getPosition(dragged.id));
  };

  page.network.on('dragStart', ({ nodes: [id] }) => {
    if (!id || !page.byId.has(id)) return;
    dragged = { id, places: at([id]) };
    page.choose(id, false);
  });
  page.network.on('dragEnd', () => {
    if (!dragged) return;
    const { id, places } = dragged;
    page.follow();
    dragged = null;
    const now = at([id]);
    page.did(`${described(page.node(id))} moved`, () => putAll(places), () => putAll(now));
  });
}
