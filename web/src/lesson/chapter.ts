// Which chapter a block belongs to, for the questions in it.

import { createContext } from "preact";

export const ChapterName = createContext("");
