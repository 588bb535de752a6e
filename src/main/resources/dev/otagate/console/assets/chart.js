/** A chart of some lines over time, drawn by uPlot. The caption has the last values as text. */

import { fill, h } from './dom.js';

const HEIGHT = 180;
const MIN_SECONDS = 60;
const COLOURS = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5', '--line-6', '--line-7'];

let library = null;

/** Loads uPlot once. It is a classic script that sets a global name. */
export function loadUplot() {
  library ??= new Promise((resolve, reject) => {
    document.head.append(
      h('script', {
        src: 'assets/uplot.js',
        onload: () => resolve(globalThis.uPlot),
        onerror: () => reject(new Error('The charts could not be loaded. Reload the page.')),
      }),
    );
  });
  return library;
}

/**
 * @param {Function} UPlot
 * @param {{title: string, unit: string, names: () => string[], label: (name: string) => string, digits?: number}} options
 */
export class Chart {
  constructor(UPlot, options) {
    this.UPlot = UPlot;
    this.options = options;
    this.names = [];
    this.plot = null;
    this.place = h('div.plot', { role: 'img', 'aria-label': `Chart: ${options.title}` });
    this.values = h('ul.legend');
    this.element = h(
      'figure.card.chart',
      {},
      h('figcaption', {}, h('b', {}, options.title), h('span.quiet', {}, ` ${options.unit}`)),
      this.place,
      this.values,
    );
    this.observer = new ResizeObserver(() => this.plot?.setSize({ width: this.place.clientWidth, height: HEIGHT }));
    this.observer.observe(this.place);
  }

  /** Shows the points of a series. */
  show(series) {
    const names = this.options.names();
    if (this.plot === null || names.join() !== this.names.join()) {
      this.draw(names, series);
    } else {
      this.plot.setData(series.data(names));
    }
    this.list(names, series);
  }

  /** Draws again, in the colours of the current theme. */
  draw(names, series) {
    this.plot?.destroy();
    this.names = names;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--ink-quiet'),
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { show: false },
      font: '12px system-ui',
    };
    this.plot = new this.UPlot(
      {
        width: this.place.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true, range: timeRange }, y: { range: (plot, min, max) => [0, Math.max((max ?? 0) * 1.1, 1)] } },
        axes: [axis, { ...axis, size: 56 }],
        series: [
          {},
          ...names.map((name, i) => ({
            stroke: colour(COLOURS[i % COLOURS.length]),
            width: 2,
            dash: i >= COLOURS.length ? [4, 4] : [],
            points: { show: false },
          })),
        ],
      },
      series.data(names),
      this.place,
    );
  }

  list(names, series) {
    const last = (name) => series.lines.get(name)?.at(-1);
    fill(
      this.values,
      names.map((name, i) =>
        h(
          'li',
          {},
          h(`i.l${(i % COLOURS.length) + 1}`, { 'aria-hidden': 'true' }),
          `${this.options.label(name)} `,
          h('b', {}, textOf(last(name), this.options.digits ?? 0)),
        ),
      ),
    );
  }

  destroy() {
    this.observer.disconnect();
    this.plot?.destroy();
  }
}

// At least the last minute, so that the line is readable from its first points.
function timeRange(plot, from, to) {
  const end = to ?? Date.now() / 1000;
  return [Math.min(from ?? end, end - MIN_SECONDS), end];
}

function textOf(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}
