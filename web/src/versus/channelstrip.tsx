// The channels of a step, farthest apart first, each as long as it is far.

import { useSignal } from "@preact/signals";
import { figures, words } from "../i18n";
import type { GapMaps } from "../protocol/messages";
import { useSession } from "../state/context";

const FEW = 24;

export function ChannelStrip({ maps }: { maps: GapMaps }) {
  const session = useSession();
  const all = useSignal(false);
  const { channels, channelGap, moreChannels } = words.value.versus;
  const order = Array.from(maps.channels.data as Int32Array);
  if (order.length < 2) return null;
  const shown = all.value ? order : order.slice(0, FEW);
  const most = Number(maps.largest.data[0] ?? 0);
  return (
    <fieldset class="channel-strip" aria-label={channels}>
      <legend class="quiet-text">{channels}</legend>
      {shown.map((channel, rank) => {
        const gap = Number(maps.largest.data[rank] ?? 0);
        const label = channelGap(String(channel), figures.value.short(rounded(gap)));
        return (
          <button
            key={channel}
            type="button"
            aria-pressed={channel === maps.channel}
            aria-label={label}
            title={label}
            onClick={() => session.go({ channel })}
          >
            {channel}
            <span class="channel-gap" style={{ width: `${most ? (100 * gap) / most : 0}%` }} />
          </button>
        );
      })}
      {order.length > shown.length && (
        <button type="button" class="more" onClick={() => (all.value = true)}>
          {moreChannels(figures.value.whole(order.length - shown.length))}
        </button>
      )}
    </fieldset>
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
