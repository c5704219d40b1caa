type Labels = Readonly<Record<string, string>>;

export interface Counter {
  add(labels: Labels, by?: number): void;
}

export interface Histogram {
  observe(labels: Labels, value: number): void;
}

/** Upper bounds of the buckets of a request's time, s. */
const secondBounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * The figures of one server process, in the text format that Prometheus reads. Labels are patterns, codes and statuses:
 * nothing that a desk has written.
 */
export class Metrics {
  readonly #families: (() => string[])[] = [];
  readonly requests = this.#counter('tashi_requests_total', 'Requests by route and status');
  readonly requestSeconds = this.#histogram('tashi_request_seconds', 'Time to answer by route');
  readonly messages = this.#counter('tashi_sms_total', 'Text messages tried, by what became of them');
  readonly mutations = this.#counter('tashi_mutations_total', 'Mutations pushed by what became of them');

  /** `type`: a counter where the figure only ever rises. */
  gauge(name: string, help: string, read: () => number, type: 'gauge' | 'counter' = 'gauge'): void {
    this.#families.push(() => [...headOf(name, help, type), `${name} ${String(read())}`]);
  }

  render(): string {
    return `${this.#families.flatMap((lines) => lines()).join('\n')}\n`;
  }

  #counter(name: string, help: string): Counter {
    const values = new Map<string, number>();
    this.#families.push(() => [
      ...headOf(name, help, 'counter'),
      ...[...values].map(([labels, value]) => `${name}{${labels}} ${String(value)}`),
    ]);
    return {
      add: (labels, by = 1) => {
        const key = textOf(labels);
        values.set(key, (values.get(key) ?? 0) + by);
      },
    };
  }

  #histogram(name: string, help: string): Histogram {
    const series = new Map<string, { readonly counts: number[]; sum: number; count: number }>();
    this.#families.push(() => [
      ...headOf(name, help, 'histogram'),
      ...[...series].flatMap(([labels, { counts, sum, count }]) => [
        ...secondBounds.map((bound, nth) => bucket(name, labels, String(bound), counts[nth] ?? 0)),
        bucket(name, labels, '+Inf', count),
        `${name}_sum{${labels}} ${String(sum)}`,
        `${name}_count{${labels}} ${String(count)}`,
      ]),
    ]);
    return {
      observe: (labels, value) => {
        const key = textOf(labels);
        const one = series.get(key) ?? { counts: secondBounds.map(() => 0), sum: 0, count: 0 };
        series.set(key, one);
        secondBounds.forEach((bound, nth) => {
          if (value <= bound) one.counts[nth] = (one.counts[nth] ?? 0) + 1;
        });
        one.sum += value;
        one.count += 1;
      },
    };
  }
}

function headOf(name: string, help: string, type: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function bucket(name: string, labels: string, bound: string, count: number): string {
  return `${name}_bucket{${labels},le="${bound}"} ${String(count)}`;
}

function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${value.replaceAll(/[\\"\n]/g, '_')}"`)
    .join(',');
}
