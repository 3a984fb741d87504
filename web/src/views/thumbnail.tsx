// A picture by its content address.

import { useEffect, useState } from "preact/hooks";
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
  useEffect(() => {
    let current = true;
    session.transport.picture(picture.thumbnail).then(
      (found) => current && setAddress(found),
      () => current && setAddress(""),
    );
    return () => {
      current = false;
    };
  }, [picture.thumbnail]);
  const size = { width, height };
  if (!address) return <span class="thumbnail" style={size} />;
  const sharp = Math.max(picture.width, picture.height) <= SMALL ? "thumbnail sharp" : "thumbnail";
  return (
    <img class={sharp} src={address} alt={pictureName(picture)} style={size} draggable={false} />
  );
}
