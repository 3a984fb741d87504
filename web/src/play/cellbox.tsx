// The one cell of a matrix that has the focus: a box that is typed into, moved by the arrows.

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { ARROWS, type Cell, inside } from "../draw/grid";

interface Props {
  readonly label: string;
  readonly text: string;
  readonly cell: Cell;
  readonly rows: number;
  readonly columns: number;
  readonly style: JSX.CSSProperties;
  readonly editable: boolean;
  readonly move: (cell: Cell) => void;
  readonly type: (text: string) => void;
  readonly paste: (text: string) => boolean;
  readonly pick: () => void;
  /** Space, where nothing is typed */
  readonly play: () => void;
  readonly leave: () => void;
  readonly enter: () => void;
}

export function CellBox(props: Props) {
  const { cell, rows, columns, text, editable } = props;
  const box = useRef<HTMLInputElement>(null);
  /** the text before it was typed over; null while one only moves about */
  const before = useRef<string | null>(null);
  const rest = () => {
    before.current = null;
    if (box.current) box.current.value = "";
    box.current?.classList.remove("typing");
  };
  const begin = (shown: string | null) => {
    if (!editable || before.current !== null || !box.current) return;
    before.current = text;
    box.current.classList.add("typing");
    if (shown !== null) box.current.value = shown;
    box.current.select();
  };
  const moveBy = (down: number, right: number) => {
    rest();
    props.move(inside({ row: cell.row + down, column: cell.column + right }, rows, columns));
  };
  const press = (event: JSX.TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ARROWS[event.key];
    const typing = before.current !== null;
    if (step && (!typing || step[0])) moveBy(...step);
    else if (event.key === "Enter") enter(typing);
    else if (event.key === " " && !editable) props.play();
    else if (event.key === "F2") begin(text);
    else if (event.key === "Escape" && typing) cancel();
    else if (event.key === "Home" && !typing) moveBy(0, -columns);
    else if (event.key === "End" && !typing) moveBy(0, columns);
    else if (/^(Delete|Backspace)$/.test(event.key) && !typing && editable) props.type("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const enter = (typing: boolean) => {
    if (typing) moveBy(1, 0);
    else if (editable) begin(text);
    else props.pick();
  };
  const cancel = () => {
    const old = before.current;
    rest();
    if (old !== null) props.type(old);
  };
  return (
    <input
      ref={box}
      class="cell-box"
      style={props.style}
      aria-label={props.label}
      readOnly={!editable}
      autocomplete="off"
      spellcheck={false}
      inputMode="decimal"
      onKeyDown={press}
      onInput={(event) => {
        const typed = event.currentTarget.value;
        if (before.current === null) {
          before.current = text;
          event.currentTarget.classList.add("typing");
        }
        if (!(event as InputEvent).isComposing) props.type(typed);
      }}
      onCompositionEnd={(event) => props.type(event.currentTarget.value)}
      onPaste={(event) => {
        const found = event.clipboardData?.getData("text/plain") ?? "";
        if (editable && props.paste(found)) {
          event.preventDefault();
          rest();
        }
      }}
      onDblClick={() => begin(text)}
      onFocus={props.enter}
      onBlur={() => {
        rest();
        props.leave();
      }}
    />
  );
}
