// What stands in a line of a chapter: made of typed pieces, never of markup.

import type { ComponentChildren } from "preact";
import type { Paragraph } from "../protocol/messages";
import { holds, useValues } from "./values";

export type Parts = Paragraph["parts"];
type Piece = Parts[number];

export function Line({ parts }: { parts: Parts }) {
  return (
    <>
      {parts.map((piece, i) => (
        <PieceView key={i} piece={piece} />
      ))}
    </>
  );
}

function PieceView({ piece }: { piece: Piece }): ComponentChildren {
  switch (piece.kind) {
    case "plain":
      return piece.text;
    case "code":
      return <code>{piece.text}</code>;
    case "sub":
      return <sub>{piece.text}</sub>;
    case "sup":
      return <sup>{piece.text}</sup>;
    case "strong":
      return (
        <strong>
          <Line parts={piece.parts} />
        </strong>
      );
    case "anchor":
      return <Lead href={piece.href} parts={piece.parts} />;
    case "value":
      return <Filled name={piece.name} />;
    case "when":
      return <Either piece={piece} />;
    default:
      return piece satisfies never;
  }
}

function Lead({ href, parts }: { href: string; parts: Parts }) {
  const outside = !href.startsWith("#");
  return (
    <a class="link" href={href} {...(outside ? { target: "_blank", rel: "noreferrer" } : {})}>
      <Line parts={parts} />
    </a>
  );
}

/** A number of what stands beside; a letter behind _ is a subscript, as in C_o. */
function Filled({ name }: { name: string }) {
  const text = useValues()[name] ?? "…";
  const [first = "", ...rest] = text.split(/(?<=[A-Z])_(?=[a-z])/);
  return (
    <span class={/[=[·]/.test(text) ? "filled sum-text" : "filled"} data-value={name}>
      {first}
      {rest.map((part, i) => (
        <span key={i}>
          <sub>{part.slice(0, 1)}</sub>
          {part.slice(1)}
        </span>
      ))}
    </span>
  );
}

function Either({ piece }: { piece: Extract<Piece, { kind: "when" }> }) {
  return <Line parts={holds(piece, useValues()) ? piece.so : piece.otherwise} />;
}

/** The line as plain text, for a label. */
export function textOf(parts: Parts): string {
  return parts
    .map((piece) => {
      if ("text" in piece) return piece.text;
      return "parts" in piece ? textOf(piece.parts) : "";
    })
    .join("");
}
