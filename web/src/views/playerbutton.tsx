// What players are made of: a round button with a picture, and the speed after the one chosen.

const PICTURES = {
  first: "M3 3v10M13 3 6 8l7 5z",
  back: "M11 3 4 8l7 5z",
  play: "M4 2.5 13 8l-9 5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  on: "M5 3l7 5-7 5z",
  last: "M13 3v10M3 3l7 5-7 5z",
} as const;

interface Props {
  readonly name: string;
  readonly picture: keyof typeof PICTURES;
  readonly press: () => void;
}

export function PlayerButton({ name, picture, press }: Props) {
  return (
    <button type="button" class="round" title={name} aria-label={name} onClick={press}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={PICTURES[picture]} />
      </svg>
    </button>
  );
}

/** The next of the speeds; after the last of them, the first again. */
export function speedAfter(speed: number, speeds: readonly number[]): number {
  return speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? speed;
}
