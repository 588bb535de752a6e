/** The live view: what the node does now. It asks every 2 seconds, and goes on after a restart of the node. */

import { get } from './api.js';
import { Chart, loadUplot } from './chart.js';
import { fill, h } from './dom.js';
import { heading } from './router.js';
import { Series } from './series.js';
import { table } from './tables.js';
import { ms } from './time.js';

const EVERY_MS = 2000;
const after = (prefix) => (name) => name.slice(prefix.length);

/** The page. */
export function livePage(app) {
  const state = h('p.live-state', { role: 'status' }, 'Connecting.');
  const grid = h('div.charts');
  const nodes = h('div.card');
  const series = new Series();
  let charts = [];
  let timer = null;
  let isLeft = false;
  let isConnected = null;

  const redraw = () => charts.forEach((chart) => chart.draw(chart.names, series));

  async function poll() {
    try {
      const sample = await get('live');
      series.add(sample);
      connected(true, `Live from node ${sample.node}, every ${EVERY_MS / 1000} seconds.`);
      charts.forEach((chart) => chart.show(series));
      fill(nodes, nodeTable(sample));
    } catch (e) {
      series.gap();
      connected(false, e.status === 401 ? e.message : 'Reconnecting. The node does not respond; the view goes on as soon as it does.');
    }
    if (!isLeft) {
      timer = setTimeout(poll, EVERY_MS);
    }
  }

  // Screen readers hear a change of the state, not each sample.
  function connected(now, text) {
    if (now !== isConnected || state.textContent !== text) {
      isConnected = now;
      state.className = `live-state ${now ? 'on' : 'off'}`;
      fill(state, text);
    }
  }

  loadUplot().then(
    (UPlot) => {
      if (isLeft) {
        return;
      }
      charts = chartsOf(UPlot, series);
      fill(
        grid,
        charts.map((chart) => chart.element),
      );
      document.addEventListener('themechange', redraw);
      poll();
    },
    (e) => fill(state, e.message),
  );
  return {
    title: 'Live',
    content: h('section', {}, heading('Live', state), grid, nodes),
    leave() {
      isLeft = true;
      clearTimeout(timer);
      document.removeEventListener('themechange', redraw);
      charts.forEach((chart) => chart.destroy());
    },
  };
}

function chartsOf(UPlot, series) {
  const chart = (title, unit, names, label, digits) => new Chart(UPlot, { title, unit, names, label, digits });
  return [
    chart(
      'Modules created',
      'a second',
      () => ['creates'],
      () => 'created',
      0,
    ),
    chart('Responses by code', 'a second', () => series.names('code '), after('code '), 1),
    chart('Latency by stage', 'ms, 99th percentile', () => series.names('stage '), after('stage '), 2),
    chart(
      'Batch size',
      'requests in a batch, on average',
      () => ['batch'],
      () => 'requests',
      1,
    ),
    chart(
      'Queue',
      'requests that wait for the store',
      () => ['queue'],
      () => 'waiting',
      0,
    ),
    chart('Connections to PostgreSQL', 'of the pools', () => series.names('pool '), after('pool '), 0),
  ];
}

function nodeTable({ node, nodes }) {
  const rows = (nodes ?? []).map((each) => ({ cells: [each.node, each.node === node ? 'this node' : '', ms(each.heartbeatAgeMs)] }));
  return [
    h('h2', {}, 'Nodes'),
    rows.length === 0 ? h('p.quiet', {}, 'No heartbeat yet.') : table('Nodes', ['Node', 'Role', 'Last heartbeat'], rows),
  ];
}
