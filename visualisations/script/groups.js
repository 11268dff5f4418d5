// Records that stand for others until they are opened. Every place was worked out beforehand, so opening one moves
// nothing else; lines need nothing either, for each is drawn where both of its ends are shown.

const OPENED = 'groups opened and closed';

function makeGroups(page, holder) {
  const inside = new Map(); // id of what opens -> the records in it
  page.data.nodes.filter((node) => node.inside).forEach((node) => {
    if (!inside.has(node.inside)) inside.set(node.inside, []);
    inside.get(node.inside).push(node);
  });
  if (!inside.size) return;
  const frames = page.data.regions;
  const open = new Set();

  // Everything that a record is inside of, the nearest first.
  function around(node) {
    const found = [];
    for (let id = node.inside; id; id = page.node(id).inside) found.push(id);
    return found;
  }

  const reachable = (node) => around(node).every((id) => open.has(id));

  function apply() {
    page.data.regions = frames.filter(({ of }) => !of || (open.has(of) && reachable(page.node(of))));
    page.hiders.set(OPENED, (node) => open.has(node.id) || !reachable(node));
  }

  function put(ids) {
    open.clear();
    ids.forEach((id) => open.add(id));
    apply();
    page.refresh();
  }

  function change(ids, words) {
    const before = [...open];
    put(ids);
    page.did(words, () => put(before), () => put(ids));
    page.tell(`${words}.`);
  }

  function goTo({ x, y, width, height }, nodes) {
    const smallest = 15 * Math.min(...nodes.map((node) => node.scale)) * page.network.getScale();
    if (smallest >= 1.2 * SMALLEST) return;
    const scale = Math.min(holder.clientWidth / width, holder.clientHeight / height, 1.2);
    page.network.moveTo({ position: { x: x + width / 2, y: y + height / 2 }, scale });
  }

  page.openGroup = (node) => {
    const nodes = inside.get(node.id);
    change([...open, ...around(node), node.id], `${node.label} opened: ${counted(nodes.length, 'record')}`);
    page.panel.show(node);
    goTo(frames.find(({ of }) => of === node.id), nodes);
  };
  page.closeGroup = (node) => {
    const within = (id) => id === node.id || around(page.node(id)).includes(node.id);
    change([...open].filter((id) => !within(id)), `${node.label} closed`);
    page.choose(node.id, true);
  };
  // Enter on a closed group goes into it; on anything else it opens the panel.
  page.enter = (node) => {
    if (!inside.has(node.id)) return false;
    page.openGroup(node);
    const first = inside.get(node.id).find(page.isShown);
    if (first) page.choose(first.id, true);
    return true;
  };
  page.leave = (node) => node.inside && page.closeGroup(page.node(node.inside));
  page.groupButtons = (node) => [
    ...(inside.has(node.id) && !open.has(node.id) ? [pressable('Open group', () => page.openGroup(node))] : []),
    ...(open.has(node.id) ? [pressable('Close group', () => page.closeGroup(node))] : []),
    ...(node.inside ? [pressable(`Close ${page.node(node.inside).label}`, () => page.leave(node))] : []),
  ];
  page.revealers.unshift((node) => {
    open.delete(node.id);
    around(node).forEach((id) => open.add(id));
    apply();
    page.now = shownNow(page);
  });

  page.network.on('click', ({ nodes: [id], pointer }) => {
    if (page.route) return; // a path is being asked for
    if (id && inside.has(id)) page.openGroup(page.node(id));
    else if (!id) showFrameAt(pointer.canvas);
  });

  // Pressing the ground of an open group tells of the group.
  function showFrameAt({ x, y }) {
    const hit = page.data.regions.filter((one) => one.of && x > one.x && x < one.x + one.width && y > one.y && y < one.y + one.height);
    const least = hit.sort((a, b) => a.width * a.height - b.width * b.height)[0];
    if (!least) return;
    page.panel.show(page.node(least.of));
    page.tell(described(page.node(least.of)));
  }

  const all = () => change([...inside.keys()], 'All groups opened');
  const none = () => {
    change([], 'All groups closed');
    page.showAll();
  };
  document.getElementById('show-all').after(pressable('Open all groups', all), pressable('Close all groups', none));
  apply();
}
