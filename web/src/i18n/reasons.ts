// The engine's reasons in the reader's language.

import type { Reason } from "../protocol/messages";
import { language } from "../state/settings";
import { reasonsZh } from "./reasons.zh-Hans";

export function reasonText(reason: Reason): string {
  const tell = language.value === "zh-Hans" ? reasonsZh[reason.code] : undefined;
  return tell ? tell(reason.facts) : reason.english;
}
