/** Points of the live charts: differences between two samples of counters. */

const MAX_POINTS = 150;

/** The last points of some lines. A sample of another node, or of a restarted one, begins new differences. */
export class Series {
  constructor() {
    this.times = [];
    this.lines = new Map();
    this.previous = null;
  }

  /** Adds a sample of `/console/api/live`; returns its point, or null for the first sample. */
  add(sample) {
    const { previous } = this;
    this.previous = sample;
    if (previous === null || previous.start !== sample.start) {
      return null;
    }
    const seconds = (Date.parse(sample.at) - Date.parse(previous.at)) / 1000;
    if (!(seconds > 0)) {
      return null;
    }
    const point = pointOf(previous, sample, seconds);
    this.push(Date.parse(sample.at) / 1000, point);
    return point;
  }

  /** Adds a gap, so that a chart does not join the points around it. */
  gap() {
    if (this.times.length > 0) {
      this.push(Date.now() / 1000, {});
    }
  }

  /** The data of a chart in the form of uPlot: times, then the values of each line. */
  data(names) {
    return [this.times, ...names.map((name) => this.lines.get(name) ?? this.times.map(() => null))];
  }

  /** The names of lines that begin with a prefix, in the order of their first points. */
  names(prefix) {
    return [...this.lines.keys()].filter((name) => name.startsWith(prefix));
  }

  push(time, point) {
    for (const name of Object.keys(point)) {
      if (!this.lines.has(name)) {
        this.lines.set(
          name,
          this.times.map(() => null),
        );
      }
    }
    this.times.push(time);
    for (const [name, values] of this.lines) {
      values.push(point[name] ?? null);
      if (values.length > MAX_POINTS) {
        values.shift();
      }
    }
    if (this.times.length > MAX_POINTS) {
      this.times.shift();
    }
  }
}

function pointOf(previous, sample, seconds) {
  const point = {
    creates: (sample.creates - previous.creates) / seconds,
    queue: sample.queue,
    batch: ratio(sample.batch.sum - previous.batch.sum, sample.batch.count - previous.batch.count),
  };
  for (const [code, count] of Object.entries(sample.responses)) {
    point[`code ${code === '' ? 'Success' : code}`] = (count - (previous.responses[code] ?? 0)) / seconds;
  }
  for (const [stage, values] of Object.entries(sample.stages)) {
    point[`stage ${stage}`] = quantile(values, previous.stages[stage], 0.99);
  }
  for (const [name, value] of Object.entries(sample.pool ?? {}).filter(([, value]) => typeof value === 'number')) {
    point[`pool ${name}`] = value;
  }
  return point;
}

function ratio(sum, count) {
  return count > 0 ? sum / count : null;
}

/**
 * The quantile of a histogram's difference in milliseconds, interpolated in its bucket as Prometheus does it.
 * Bounds are in seconds; counts are cumulative.
 */
export function quantile(now, before, wanted) {
  const count = now.count - (before?.count ?? 0);
  if (count <= 0) {
    return null;
  }
  const buckets = Object.entries(now.buckets ?? {})
    .map(([le, n]) => [le === '+Inf' ? Infinity : Number(le), n - (before?.buckets?.[le] ?? 0)])
    .sort(([a], [b]) => a - b);
  if (buckets.length === 0) {
    return ((now.seconds - (before?.seconds ?? 0)) / count) * 1000;
  }
  const rank = wanted * count;
  let [lower, below] = [0, 0];
  for (const [le, n] of buckets) {
    if (n >= rank) {
      return (le === Infinity ? lower : lower + (le - lower) * ((rank - below) / (n - below || 1))) * 1000;
    }
    [lower, below] = [le === Infinity ? lower : le, n];
  }
  return lower * 1000;
}
