// Which records are looked at: one with what it is joined with, all but some, or more of what was hidden.

const BY_HAND = 'records hidden by hand';

function makeRecords(page) {
  let hidden = new Set();
  let only = null; // ids that a focus left, or null where all are left
  let around = '';
  page.hiddenByHand = () => hidden;

  function set(state) {
    [hidden, only, around] = state;
    [...page.hiders.keys()].filter((name) => name === BY_HAND || name.startsWith('only ')).forEach((name) => page.hiders.delete(name));
    if (hidden.size) page.hiders.set(BY_HAND, (node) => hidden.has(node.id));
    if (only) page.hiders.set(`only ${around} and what it is joined with`, (node) => !only.has(node.id));
    page.refresh();
  }

  function change(words, ...state) {
    const before = [hidden, only, around];
    set(state);
    page.did(words, () => set(before), () => set(state));
    page.tell(`${words}.`);
  }

  function joinedWith(id) {
    return page.data.edges.filter((edge) => edge.from === id || edge.to === id).flatMap((edge) => [edge.from, edge.to]);
  }

  function without(ids, set_) {
    return new Set([...set_].filter((id) => !ids.includes(id)));
  }

  page.hide = (node) => {
    change(`${described(node)} hidden`, new Set([...hidden, node.id]), only, around);
    document.getElementById('map').focus();
  };
  page.focusOn = (node) => {
    const ids = [node.id, ...page.edgesOf(node.id).flatMap((edge) => [edge.from, edge.to])];
    change(`Only ${described(node)} and what it is joined with`, hidden, new Set(ids), node.label);
  };
  page.expand = (node) => {
    const ids = joinedWith(node.id);
    const before = page.now.nodes.size;
    change(`What ${described(node)} is joined with shown`, without(ids, hidden), only && new Set([...only, ...ids]), around);
    const more = page.now.nodes.size - before;
    page.tell(more ? `${counted(more, 'record')} more shown.` : 'Nothing more to show: only filters can still hide some.');
  };
  page.hasHiddenNear = (node) => joinedWith(node.id).some((id) => hidden.has(id) || (only && !only.has(id)));
  page.showEverybody = () => change('All records shown', new Set(), null, '');
  page.recordState = () => [hidden, only, around];
  page.setRecords = set;
  page.revealers.push((node) => {
    if (hidden.has(node.id) || (only && !only.has(node.id))) change(`${described(node)} shown`, without([node.id], hidden), only && new Set([...only, node.id]), around);
  });
  const button = document.getElementById('show-records');
  button.addEventListener('click', page.showEverybody);
  page.onRefresh.push(() => { button.hidden = !hidden.size && !only && document.activeElement !== button; });
}

function recordButtons(node, page) {
  const buttons = [
    ...(page.groupButtons?.(node) ?? []),
    pressable('Only this and what it is joined with', () => page.focusOn(node)),
    ...(page.hasHiddenNear(node) ? [pressable('Show what is joined with it', () => page.expand(node))] : []),
    pressable('Path from here', () => page.pathFrom(node)),
    pressable('Hide', () => page.hide(node)),
  ];
  const row = element('div', '', ...buttons);
  row.className = 'actions';
  return row;
}

const BESIDE = /^(?=.)(?:[\w-][\w.-]*\.html)?(?:#[\w-]+)?$/;

// Pages that lie beside this one, and other records of this page.
function linkList(node, page) {
  const links = page.data.held ? [] : node.links.filter(([, href]) => BESIDE.test(href));
  if (!links.length) return [];
  const items = links.map(([words, href]) => {
    const link = element('a', words);
    link.setAttribute('href', href);
    return element('li', '', link);
  });
  return [element('h3', 'See also'), element('ul', '', ...items)];
}

// page.html#n3 opens the page on that record.
function makeHash(page) {
  const wanted = () => page.node(location.hash.slice(1));
  window.addEventListener('hashchange', () => wanted() && page.lead(wanted().id));
  // A link to where the address already is changes nothing that the browser would tell of.
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash && wanted()) page.lead(wanted().id);
  });
  if (!wanted()) return;
  if (!page.isShown(wanted())) page.reveal(wanted());
  page.choose(wanted().id, true);
}
