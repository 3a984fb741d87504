// Generated from src/cutaway/protocol/messages.py and asks.py: do not edit. Write it anew with: python -m cutaway.protocol.typescript

/** Numbers that travelled beside the JSON, row-major. */
export type Numbers =
  | { readonly dtype: "u1"; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: "i4"; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: "f4"; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: "f8"; readonly shape: readonly number[]; readonly data: Float64Array };

/** An error a person can act on. `code` and `facts` let the page say it in its language. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A network that the picker offers. `note` says why it cannot be opened, or a caution. */
export interface NetworkEntry {
  readonly name: string;
  readonly title: string;
  readonly dataset: string;
  readonly available: boolean;
  readonly note: string;
}

/** First reply. `opened` is the network to show; `notice` why it is not the one asked for. */
export interface Catalogue {
  readonly version: string;
  readonly networks: readonly NetworkEntry[];
  readonly opened: string;
  readonly picture: string;
  readonly notice: Failure | null;
}

/** A picture to run. `thumbnail` is the content address of a PNG: GET /blob/<thumbnail>. */
export interface Picture {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly label_zh: string;
  readonly width: number;
  readonly height: number;
  readonly thumbnail: string;
}

/** One thing done to the picture before the network sees it. */
export interface Preparation {
  readonly kind: "resize" | "crop" | "grey" | "invert" | "scale" | "mean" | "deviation" | "order";
  readonly numbers: readonly number[];
  readonly text: string;
}

/** A network, before any picture has run through it. */
export interface Opened {
  readonly name: string;
  readonly title: string;
  readonly dataset: string;
  readonly source: string;
  readonly note: string;
  readonly weights_are_random: boolean;
  readonly input_shape: readonly number[];
  readonly channels: readonly string[];
  readonly classes: number;
  readonly params: number;
  readonly pictures: readonly Picture[];
}

/** Receptive field of a step on the input, per spatial axis. */
export interface Field {
  readonly size: readonly number[];
  readonly jump: readonly number[];
  readonly start: readonly number[];
  readonly known: boolean;
}

/** The windows of a step, one number per spatial axis; empty for a step without windows. */
export interface Geometry {
  readonly size: readonly number[];
  readonly stride: readonly number[];
  readonly before: readonly number[];
  readonly dilation: readonly number[];
  readonly groups: number;
}

/** One step of the network. */
export interface StepInfo {
  readonly name: string;
  readonly title: string;
  readonly call: string;
  readonly kind: string;
  readonly module: string;
  readonly source: string;
  readonly inputs: readonly string[];
  readonly shape: readonly number[];
  readonly params: number;
  readonly macs: number;
  readonly flops_exact: number;
  readonly other: number;
  readonly bytes: number;
  readonly known: boolean;
  readonly unit: number;
  readonly folds: readonly string[];
  readonly maps: readonly string[];
  readonly field: Field | null;
  readonly geometry: Geometry | null;
}

/** Of the whole network. `complete` is False when an opaque step's cost is missing. */
export interface Totals {
  readonly params: number;
  readonly macs: number;
  readonly flops: number;
  readonly flops_exact: number;
  readonly other: number;
  readonly bytes: number;
  readonly complete: boolean;
  readonly convention: string;
}

/** One class. `probability` is NaN where the network ends in something else than scores. */
export interface Score {
  readonly index: number;
  readonly english: string;
  readonly chinese: string;
  readonly logit: number;
  readonly probability: number;
}

/** A network run on a picture. `failure` is set when it failed half way: steps up to there. */
export interface Run {
  readonly network: string;
  readonly picture: Picture;
  readonly steps: readonly StepInfo[];
  readonly totals: Totals;
  readonly scores: readonly Score[];
  readonly logits: string;
  readonly prepared: readonly Preparation[];
  readonly failure: Failure | null;
}

/** Feature maps of one step as codes: 0 NaN, 1 −∞, 255 +∞, else (code − 128) × its step. */
export interface Maps {
  readonly step: string;
  readonly channels: Numbers;
  readonly codes: Numbers;
  readonly steps: Numbers;
  readonly strengths: Numbers;
  readonly peak: number;
  readonly low: number;
  readonly high: number;
  readonly total: number;
  readonly silent: number;
}

/** The first `most` maps of every step, strongest first where a step has more than `most`. */
export interface Overview {
  readonly maps: readonly Maps[];
}

/** One map's recorded numbers: f4 (h, w). */
export interface Values {
  readonly step: string;
  readonly channel: number;
  readonly values: Numbers;
}

/** Output size of one sliding axis, with the arithmetic in words a page can print. */
export interface SizeAnswer {
  readonly length: number;
  readonly outputs: number;
  readonly reach: number;
  readonly room: number;
  readonly stride: number;
  readonly remainder: number;
}

/** Sent over the WebSocket while an ask works. `ask` is the id that the ask carried. */
export interface Progress {
  readonly ask: string;
  readonly done: number;
  readonly total: number;
  readonly what: string;
}

/** A block of numbers a term was made from, outermost axis first. */
export interface BlockInfo {
  readonly source: string;
  readonly step: boolean;
  readonly start: readonly number[];
  readonly stride: readonly number[];
  readonly shape: readonly number[];
  readonly bounds: readonly number[];
  readonly values: Numbers;
}

/** A number and what it was made from; see `cutaway.arithmetic.term` for the rules. */
export interface TermInfo {
  readonly rule: "number" | "read" | "padding" | "sum" | "product" | "dot" | "subtract" | "divide" | "max" | "min" | "exp" | "log" | "sqrt" | "tanh" | "erf" | "power" | "choose" | "opaque";
  readonly value: number;
  readonly label: string;
  readonly source: string;
  readonly step: boolean;
  readonly index: readonly number[];
  readonly parts: readonly TermInfo[];
  readonly blocks: readonly BlockInfo[];
}

/** One bar of the waterfall. `channel` is the input channel, or −1; `count` joined channels. */
export interface Bar {
  readonly kind: "channel" | "term" | "other" | "bias" | "total";
  readonly label: string;
  readonly channel: number;
  readonly count: number;
  readonly value: number;
}

/** Partial sums, largest first; printed with `digits` decimals they add up as printed. */
export interface Waterfall {
  readonly bars: readonly Bar[];
  readonly digits: number;
  readonly exact: boolean;
}

/** One input channel's share of a dot: its window × kernel, and where they stand in the block. */
export interface ChannelSum {
  readonly channel: number;
  readonly place: number;
  readonly value: number;
  readonly digits: number;
  readonly printed: number;
}

/** What becomes of a number: one following step. */
export interface Follow {
  readonly step: string;
  readonly call: string;
  readonly fed: number;
  readonly index: readonly number[];
  readonly value: number;
  readonly wins: "yes" | "no" | "";
}

/** Where a number of the input came from on the picture, row and column in the original. */
export interface Pixel {
  readonly row: number;
  readonly column: number;
  readonly channel: string;
  readonly trail: readonly number[];
}

/** How one number was made. */
export interface Explanation {
  readonly step: string;
  readonly index: readonly number[];
  readonly value: number;
  readonly recorded: number;
  readonly residual: number;
  readonly tolerance: number;
  readonly adds_up: boolean;
  readonly products: number;
  readonly term: TermInfo;
  readonly channels: readonly ChannelSum[];
  readonly waterfall: Waterfall;
  readonly follows: readonly Follow[];
  readonly pixel: Pixel | null;
}

/** One input of a channel, by map: X_d, its kernel W_d, and what it adds Z_d = W_d ⊗ X_d. */
export interface Part {
  readonly source: string;
  readonly channel: number;
  readonly map: Numbers;
  readonly kernel: Numbers;
  readonly adds: Numbers;
  readonly strength: number;
}

/** One channel taken apart. `bias` is NaN where there is none; `total` counts all inputs. */
export interface Parts {
  readonly step: string;
  readonly channel: number;
  readonly parts: readonly Part[];
  readonly total: number;
  readonly bias: number;
  readonly output: Numbers;
  readonly then: string;
  readonly after: Numbers;
}

/** The bounding box of what a number reads from, or feeds in, one step; half open. */
export interface FieldBox {
  readonly step: string;
  readonly start: readonly number[];
  readonly stop: readonly number[];
}

/** Receptive (`reads`) and projective (`feeds`) field of one number, through the network. */
export interface Fields {
  readonly step: string;
  readonly index: readonly number[];
  readonly reads: readonly FieldBox[];
  readonly feeds: readonly FieldBox[];
}

/** Which networks there are, and which to open. */
export type CatalogueAsk = Record<string, never>;

/** Facts about one network, and its pictures. */
export interface OpenAsk {
  readonly network: string;
}

/** Run a network on a picture. */
export interface RunAsk {
  readonly network: string;
  readonly picture: string;
}

/** The first `most` maps of every step. */
export interface OverviewAsk {
  readonly network: string;
  readonly picture: string;
  readonly most?: number;
}

/** Maps first … first + most − 1 of a step, in the order asked for. */
export interface MapsAsk {
  readonly network: string;
  readonly picture: string;
  readonly step: string;
  readonly first?: number;
  readonly most?: number;
  readonly order?: "strength" | "channel";
}

/** The recorded numbers of one map. */
export interface ValuesAsk {
  readonly network: string;
  readonly picture: string;
  readonly step: string;
  readonly channel: number;
}

/** How one number was made. */
export interface ExplainAsk {
  readonly network: string;
  readonly picture: string;
  readonly step: string;
  readonly index: readonly number[];
}

/** One channel taken apart into what each of its inputs adds. */
export interface PartsAsk {
  readonly network: string;
  readonly picture: string;
  readonly step: string;
  readonly channel: number;
  readonly first?: number;
  readonly most?: number;
}

/** What one number reads from, and feeds, through the network. */
export interface FieldAsk {
  readonly network: string;
  readonly picture: string;
  readonly step: string;
  readonly index: readonly number[];
}

/** Add a picture; the file itself is the ask's one buffer. */
export interface UploadAsk {
  readonly network: string;
  readonly name: string;
}

/** Output size of one sliding axis. */
export interface SizeAsk {
  readonly length: number;
  readonly size: number;
  readonly stride?: number;
  readonly before?: number;
  readonly after?: number;
  readonly dilation?: number;
  readonly ceil?: boolean;
}

/** What may be asked, and what each is answered with. */
export interface Methods {
  readonly catalogue: { readonly ask: CatalogueAsk; readonly reply: Catalogue };
  readonly open: { readonly ask: OpenAsk; readonly reply: Opened };
  readonly run: { readonly ask: RunAsk; readonly reply: Run };
  readonly overview: { readonly ask: OverviewAsk; readonly reply: Overview };
  readonly maps: { readonly ask: MapsAsk; readonly reply: Maps };
  readonly values: { readonly ask: ValuesAsk; readonly reply: Values };
  readonly explain: { readonly ask: ExplainAsk; readonly reply: Explanation };
  readonly parts: { readonly ask: PartsAsk; readonly reply: Parts };
  readonly field: { readonly ask: FieldAsk; readonly reply: Fields };
  readonly upload: { readonly ask: UploadAsk; readonly reply: Picture };
  readonly size: { readonly ask: SizeAsk; readonly reply: SizeAnswer };
}
