// One of a few numbered things.

interface Props {
  readonly label: string;
  readonly count: number;
  readonly chosen: number;
  readonly choose: (n: number) => void;
}

const MOST = 10;
const MOST_LISTED = 1024;

export function Choices({ label, count, chosen, choose }: Props) {
  const all = Array.from({ length: Math.min(count, MOST_LISTED) }, (_, n) => n);
  if (count > MOST) {
    return (
      <label class="choices">
        <span>{label}</span>
        <select value={chosen} onChange={(event) => choose(Number(event.currentTarget.value))}>
          {all.map((n) => (
            <option key={n} value={n}>
              {n}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <fieldset class="choices" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      {all.map((n) => (
        <button
          key={n}
          type="button"
          aria-pressed={n === chosen}
          aria-label={`${label} ${n}`}
          onClick={() => choose(n)}
        >
          {n}
        </button>
      ))}
    </fieldset>
  );
}
