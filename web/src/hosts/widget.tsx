// The app in a notebook cell.

import { render } from "preact";
import { KernelTransport, type Model } from "../protocol/kernel";
import { Session } from "../state/session";
import { App } from "../views/app";

export default {
  render({ model, el }: { model: Model; el: HTMLElement }): () => void {
    const transport = new KernelTransport(model);
    el.classList.add("cutaway-cell");
    render(<App session={new Session(transport)} />, el);
    return () => {
      render(null, el);
      transport.close();
    };
  },
};
