// The network that is shown as GraphML, which NetworkX, Gephi and yEd read.

const GRAPHML = 'http://graphml.graphdrawing.org/xmlns';
const TIE_FIELDS = ['words', 'relationship', 'agency', 'source', 'reliability', 'start', 'end'];

function graphml(page) {
  const xml = document.implementation.createDocument(GRAPHML, 'graphml');
  const { kinds, states } = page.data.theme;
  const keys = new Map();
  const make = (tag, attributes, text) => {
    const made = xml.createElementNS(GRAPHML, tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    if (text !== undefined) made.textContent = text;
    return made;
  };
  // A value, and with the first of its name the key that says what it is.
  const value = (of, name, text, type = 'string') => {
    const id = `${of}-${name.toLowerCase().replace(/[^a-z]+/g, '-')}`;
    if (!keys.has(id)) keys.set(id, make('key', { id, for: of, 'attr.name': name, 'attr.type': type }));
    return make('data', { key: id }, String(text ?? ''));
  };
  const graph = make('graph', { edgedefault: 'undirected' });
  graph.append(...headOf(page).map(([name, words]) => value('graph', name, words)));
  page.data.nodes.filter(page.isShown).forEach((node) => {
    const made = make('node', { id: node.key ?? node.id });
    made.append(
      value('node', 'label', described(node)),
      value('node', 'kind', kinds[node.kind].words),
      value('node', 'state', states[node.state].words),
      value('node', 'details', factsText(node.facts)),
      value('node', 'note', page.notes.get(node.id)),
      value('node', 'x', node.x, 'double'),
      value('node', 'y', node.y, 'double'),
    );
    graph.append(made);
  });
  page.now.lines.forEach((edge) => {
    const [source, target] = [edge.from, edge.to].map((id) => page.node(id).key ?? id);
    const ties = edge.ties.length ? page.tiesOf(edge) : [{ words: edge.words }];
    ties.forEach((tie, index) => {
      const made = make('edge', { id: `${edge.id}.${index + 1}`, source, target });
      made.append(...TIE_FIELDS.map((name) => value('edge', name, tie[name])));
      graph.append(made);
    });
  });
  xml.documentElement.append(...keys.values(), graph);
  return xml;
}
