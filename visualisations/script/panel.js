// The panel beside the map: what is recorded of the chosen record, why it is drawn so, and who says so.
// Everything is put in as text; nothing on this page is ever read as markup.

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function factList(facts) {
  const list = element('dl');
  list.className = 'facts';
  facts.forEach(([name, value]) => list.append(element('div', '', element('dt', name), element('dd', value))));
  return list;
}

function textList(heading, texts) {
  if (!texts.length) return [];
  return [element('h3', heading), element('ul', '', ...texts.map((text) => element('li', text)))];
}

// Lines from one record to others, each a button that walks there.
function joinedList(node, page) {
  const edges = page.edgesOf(node.id);
  if (!edges.length) return [];
  const list = element('ul');
  list.className = 'joined';
  edges.forEach((edge) => {
    const other = page.node(edge.from === node.id ? edge.to : edge.from);
    const button = element('button', `${edge.words}: ${described(other)}`);
    button.type = 'button';
    button.addEventListener('click', () => page.choose(other.id, true));
    const item = element('li', '', button, factList(edge.facts));
    edge.sources.forEach((source) => item.append(element('p', source)));
    list.append(item);
  });
  return [element('h3', 'Joined with'), list];
}

function described(node) {
  return [node.label, ...node.lines].join(', ');
}

function makePanel(page) {
  const title = document.getElementById('panel-title');
  const body = document.getElementById('panel-body');
  const first = { heading: title.textContent, nodes: [...body.childNodes] };
  return {
    show(node) {
      const kind = page.data.theme.kinds[node.kind].words;
      const state = page.data.theme.states[node.state].words;
      const what = node.state === 'recorded' ? kind : `${kind}. ${state}.`;
      title.textContent = described(node);
      body.replaceChildren(
        element('p', what),
        ...(page.holdButton ? page.holdButton(node) : []),
        factList(node.facts),
        ...textList('Why it is drawn so', node.reasons),
        ...textList('Who recorded it', node.sources),
        ...joinedList(node, page),
      );
    },
    reset() {
      title.textContent = first.heading;
      body.replaceChildren(...first.nodes);
    },
    focus() {
      document.getElementById('panel').focus();
    },
  };
}
