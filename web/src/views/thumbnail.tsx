// A picture by its content address, fetched once it comes into view.

import { useEffect, useRef, useState } from "preact/hooks";
import { pictureName } from "../i18n/names";
import type { Picture } from "../protocol/messages";
import { useSession } from "../state/context";

interface Props {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
}

const SMALL = 64;

export function Thumbnail({ picture, width, height }: Props) {
  const session = useSession();
  const [address, setAddress] = useState("");
  const [seen, setSeen] = useState(false);
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => whenSeen(place.current, () => setSeen(true)), []);
  useEffect(() => {
    if (!seen) return;
    let current = true;
    session.transport.picture(picture.thumbnail).then(
      (found) => current && setAddress(found),
      () => current && setAddress(""),
    );
    return () => {
      current = false;
    };
  }, [picture.thumbnail, seen]);
  const size = { width, height };
  if (!address) return <span class="thumbnail" style={size} ref={place} />;
  const sharp = Math.max(picture.width, picture.height) <= SMALL ? "thumbnail sharp" : "thumbnail";
  return (
    <img class={sharp} src={address} alt={pictureName(picture)} style={size} draggable={false} />
  );
}

/** Calls once the element is on the screen; gives what stops waiting. */
function whenSeen(element: HTMLElement | null, tell: () => void): () => void {
  if (!element) return () => undefined;
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    tell();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
