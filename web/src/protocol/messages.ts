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
  readonly published: readonly string[];
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
  readonly element: number;
  readonly batch: number;
}

/** Pictures that run together, in one pass, under their new ids. */
export interface Batch {
  readonly pictures: readonly Picture[];
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

/** What is met along axis `to` of one tensor, by the position along axis `by` of another. */
export interface Along {
  readonly to: number;
  readonly by: number;
  readonly line: number;
}

/** Axes of a source and of a step that hold the same numbers in the same order. */
export interface Merged {
  readonly source: readonly number[];
  readonly step: readonly number[];
}

/** One step and one source that it reads: how boxes go from one to the other. */
export interface Link {
  readonly step: string;
  readonly source: string;
  readonly known: boolean;
  readonly reads: readonly Along[];
  readonly feeds: readonly Along[];
  readonly merged: readonly Merged[];
}

/** Every link of a run, in its order: of these, the fields of any of its numbers are made. */
export interface Links {
  readonly lines: readonly Numbers[];
  readonly links: readonly Link[];
}

/** One layer as typed, every box its text; "" is the default. See `LayerState`. */
export interface Boxes {
  readonly kind: string;
  readonly kernel: string;
  readonly outputs: string;
  readonly size: string;
  readonly bias: string;
  readonly stride: string;
  readonly padding: string;
  readonly dilation: string;
  readonly groups: string;
  readonly mode: string;
  readonly flip: string;
  readonly ceil: string;
  readonly counted: string;
  readonly extra: string;
}

/** The playground as typed. Sent as UTF-8 JSON, the one buffer of every ask about it. */
export interface PlayState {
  readonly input: string;
  readonly shape: string;
  readonly layers: readonly Boxes[];
  readonly chosen: string;
  readonly shift: string;
  readonly border: string;
  readonly panel: string;
}

/** One sentence as a code with facts, and in English. */
export interface Reason {
  readonly code: string;
  readonly english: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Something typed that could not be taken as it stands. */
export interface Problem {
  readonly layer: number;
  readonly name: string;
  readonly axis: number;
  readonly cell: readonly number[];
  readonly found: string;
  readonly used: string;
  readonly reason: Reason;
}

/** The values of one setting that are valid given all others. */
export interface Bound {
  readonly name: string;
  readonly axis: number;
  readonly given: number;
  readonly low: number;
  readonly high: number | null;
  readonly useful: number;
  readonly choices: readonly number[];
  readonly why_low: Reason;
  readonly why_high: Reason | null;
  readonly note: Reason | null;
  readonly valid: boolean;
  readonly nearest: number;
}

/** Numbers with a shape, and each as it was typed or is written. */
export interface Matrix {
  readonly shape: readonly number[];
  readonly values: Numbers;
  readonly texts: readonly string[];
}

/** One layer as it is computed: everything valid, one number an axis where there are axes. */
export interface LayerSettings {
  readonly kind: "conv1d" | "conv2d" | "conv_transpose1d" | "conv_transpose2d" | "maxpool1d" | "maxpool2d" | "avgpool1d" | "avgpool2d" | "relu";
  readonly channels: number;
  readonly space: readonly number[];
  readonly outputs: number;
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly dilations: readonly number[];
  readonly groups: number;
  readonly bias: boolean;
  readonly mode: "zeros" | "reflect" | "replicate" | "circular";
  readonly flipped: boolean;
  readonly ceil: boolean;
  readonly counted: boolean;
  readonly extra: readonly number[];
}

/** The output size of one axis, in symbols and filled in. */
export interface SizeFormula {
  readonly symbols: string;
  readonly numbers: string;
  readonly length: number;
  readonly outputs: number;
  readonly room: number;
  readonly remainder: number;
  readonly padding: number;
  readonly left: Reason;
}

/** One count by one convention: the formula in symbols, then in numbers. */
export interface CostLine {
  readonly code: "params" | "macs" | "flops" | "flops_exact" | "macs_real" | "other" | "dense";
  readonly label: string;
  readonly label_zh: string;
  readonly symbols: string;
  readonly numbers: string;
  readonly value: number;
}

/** One layer, computed. */
export interface PlayedLayer {
  readonly settings: LayerSettings;
  readonly bounds: readonly Bound[];
  readonly kernel: Matrix | null;
  readonly bias: Matrix | null;
  readonly padded: Numbers;
  readonly meetings: readonly Numbers[];
  readonly output: Matrix;
  readonly formulas: readonly SizeFormula[];
  readonly costs: readonly CostLine[];
  readonly field: readonly number[];
  readonly jump: readonly number[];
  readonly line: string;
}

/** What one input channel adds to a sum. */
export interface Share {
  readonly channel: number;
  readonly value: number;
}

/** One output number of a layer, opened. */
export interface PlayedCell {
  readonly layer: number;
  readonly index: readonly number[];
  readonly value: number;
  readonly positions: Numbers;
  readonly sources: Numbers;
  readonly taps: Numbers;
  readonly values: Numbers;
  readonly weights: Numbers;
  readonly products: Numbers;
  readonly winner: number;
  readonly bias: number;
  readonly divisor: number;
  readonly shares: readonly Share[];
  readonly words: string;
  readonly latex: string;
  readonly term: TermInfo;
  readonly reads: readonly FieldBox[];
}

/** A layer's answer to the shifted input, beside its answer before. */
export interface MovedLayer {
  readonly offset: readonly number[];
  readonly whole: boolean;
  readonly output: Matrix;
  readonly along: Numbers;
  readonly stayed: Numbers;
  readonly compared: number;
  readonly moved: number;
  readonly unmoved: number;
  readonly equivariant: boolean;
  readonly invariant: boolean;
}

/** The input moved, and every layer's answer; () where there are too many numbers. */
export interface Shifted {
  readonly by: readonly number[];
  readonly border: "edge" | "zeros" | "circular";
  readonly input: Matrix;
  readonly layers: readonly MovedLayer[];
}

/** Everything the playground shows for one state. */
export interface Played {
  readonly state: PlayState;
  readonly link: string;
  readonly unread: readonly Reason[];
  readonly problems: readonly Problem[];
  readonly input: Matrix;
  readonly layers: readonly PlayedLayer[];
  readonly line: string;
  readonly chosen: PlayedCell | null;
  readonly shift: Shifted | null;
}

/** One of the photographs that ship with Cutaway, and what it shows. */
export interface PhotographName {
  readonly name: string;
  readonly label: string;
  readonly label_zh: string;
}

/** A photograph for the kernel to be laid over; `all` names those there are. */
export interface Photograph {
  readonly name: string;
  readonly pixels: Numbers;
  readonly all: readonly PhotographName[];
}

/** Settings that give the wanted size, each list with the others as they are. */
export interface Ways {
  readonly want: number;
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly paddings: readonly number[];
  readonly dilations: readonly number[];
  readonly lengths: readonly number[];
  readonly pairs: readonly (readonly number[])[];
  readonly cut: boolean;
}

/** The size calculator. `ways` is null where no size was wanted. */
export interface Sized {
  readonly answer: SizeAnswer;
  readonly formula: SizeFormula;
  readonly ways: Ways | null;
}

/** One layer of the cost calculator. */
export interface CostedLayer {
  readonly line: string;
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly formulas: readonly SizeFormula[];
  readonly costs: readonly CostLine[];
}

/** The cost calculator: each layer of a line of PyTorch. */
export interface Costed {
  readonly layers: readonly CostedLayer[];
  readonly params: number;
  readonly macs: number;
  readonly flops: number;
}

/** One aspect of convolution and pooling, side by side. */
export interface ComparedRow {
  readonly aspect: string;
  readonly aspect_zh: string;
  readonly same: boolean;
  readonly convolution: string;
  readonly convolution_zh: string;
  readonly pooling: string;
  readonly pooling_zh: string;
}

/** The comparison card. */
export interface Compared {
  readonly rows: readonly ComparedRow[];
}

/** One big kernel against the several small ones that see as far, C → C channels each. */
export interface Deepened {
  readonly big: number;
  readonly small: number;
  readonly channels: number;
  readonly layers: number;
  readonly field: number;
  readonly one: number;
  readonly several: number;
  readonly one_symbols: string;
  readonly several_symbols: string;
}

/** One example: its name, what it is called, what to see in it, and its link. */
export interface ExampleEntry {
  readonly name: string;
  readonly title: string;
  readonly title_zh: string;
  readonly note: string;
  readonly note_zh: string;
  readonly link: string;
}

/** The lecture's examples, and some more. */
export interface Examples {
  readonly examples: readonly ExampleEntry[];
}

/** What is said to an answer. */
export interface Judged {
  readonly right: boolean;
  readonly expected: string;
  readonly slips: readonly string[];
  readonly english: string;
  readonly chinese: string;
  readonly wrong: readonly (readonly number[])[];
}

/** Text as it is. */
export interface Plain {
  readonly kind: "plain";
  readonly text: string;
}

/** A word of code, as it is. */
export interface Code {
  readonly kind: "code";
  readonly text: string;
}

/** A subscript: the o of C~o~. */
export interface Sub {
  readonly kind: "sub";
  readonly text: string;
}

/** A superscript: the p of Z^p^. */
export interface Sup {
  readonly kind: "sup";
  readonly text: string;
}

/** A number of what stands beside the text, by its name. */
export interface Value {
  readonly kind: "value";
  readonly name: string;
}

/** Words that are stressed. */
export interface Strong {
  readonly kind: "strong";
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** Words that lead to a place of the app ("#…") or of the web ("https://…"). */
export interface Anchor {
  readonly kind: "anchor";
  readonly href: string;
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** Words that stand only where a value says so, and words for otherwise. */
export interface When {
  readonly kind: "when";
  readonly name: string;
  readonly equals: string;
  readonly so: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
  readonly otherwise: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** The heading of a section, level 2 or 3. */
export interface Heading {
  readonly kind: "heading";
  readonly level: number;
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** A paragraph. */
export interface Paragraph {
  readonly kind: "paragraph";
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** A list. */
export interface Items {
  readonly kind: "items";
  readonly ordered: boolean;
  readonly items: readonly (readonly (Heading | Paragraph | Items | Aside | Tabular | Listing | Question | Choice | Cloze)[])[];
}

/** Something said aside. */
export interface Aside {
  readonly kind: "aside";
  readonly about: string;
  readonly blocks: readonly (Heading | Paragraph | Items | Aside | Tabular | Listing | Question | Choice | Cloze)[];
}

/** A table: its first row is the head. */
export interface Tabular {
  readonly kind: "tabular";
  readonly rows: readonly (readonly (readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[])[])[];
}

/** Lines of code or of numbers, to be read. */
export interface Listing {
  readonly kind: "listing";
  readonly language: string;
  readonly text: string;
}

/** A question whose answer is typed, and judged by the ask `lesson_answer`. */
export interface Question {
  readonly kind: "question";
  readonly id: string;
  readonly about: "matrix" | "size" | "params" | "macs" | "flops" | "number";
  readonly review: boolean;
  readonly link: string;
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** One answer to choose, and what is said to whoever chooses it. */
export interface Alternative {
  readonly right: boolean;
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
  readonly said: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** A question with answers to choose from; at least one is right. */
export interface Choice {
  readonly kind: "choice";
  readonly id: string;
  readonly review: boolean;
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
  readonly alternatives: readonly Alternative[];
}

/** Code with blanks; the key is shown when asked for, and nothing is run. */
export interface Cloze {
  readonly kind: "cloze";
  readonly id: string;
  readonly review: boolean;
  readonly parts: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
  readonly pieces: readonly string[];
}

/** The playground, opened by the text of a link. */
export interface PlayLive {
  readonly kind: "play";
  readonly link: string;
  readonly show: readonly ("stage" | "sum" | "formula" | "cost" | "code" | "settings" | "shift" | "compare" | "depth" | "picture")[];
  readonly caption: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** A place in the app, as the fragment of a link: "network=tiny-vgg&view=wall&step=conv1_2". */
export interface NetworkLive {
  readonly kind: "network";
  readonly network: string;
  readonly place: string;
  readonly caption: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** A network in the words of VGG's table. */
export interface StructureLive {
  readonly kind: "structure";
  readonly words: string;
  readonly input: string;
  readonly knobs: boolean;
  readonly columns: readonly string[];
  readonly caption: readonly (Plain | Code | Sub | Sup | Value | Strong | Anchor | When)[];
}

/** Some blocks and what stands beside them. */
export interface Scene {
  readonly live: PlayLive | NetworkLive | StructureLive | null;
  readonly values: Readonly<Record<string, string>>;
  readonly blocks: readonly (Heading | Paragraph | Items | Aside | Tabular | Listing | Question | Choice | Cloze)[];
}

/** One chapter in one language. */
export interface Chapter {
  readonly name: string;
  readonly title: string;
  readonly language: string;
  readonly scenes: readonly Scene[];
}

/** A chapter in the list: its name, and its title in each language. */
export interface ChapterEntry {
  readonly name: string;
  readonly title: string;
  readonly title_zh: string;
  readonly own: boolean;
}

/** One layer. Shapes are (channels, height, width), or (outputs,) of a fully connected one. */
export interface LayerRow {
  readonly name: string;
  readonly word: string;
  readonly shape: readonly number[];
  readonly params: number;
  readonly macs: number;
  readonly field: number;
  readonly block: number;
}

/** The layers of some words, and what a sentence may say about them. */
export interface Structured {
  readonly words: string;
  readonly input: readonly number[];
  readonly rows: readonly LayerRow[];
  readonly values: Readonly<Record<string, string>>;
}

/** The chapters there are, in order. */
export interface Lessons {
  readonly chapters: readonly ChapterEntry[];
}

/** What the values of a text are now, by name. */
export interface Filled {
  readonly values: Readonly<Record<string, string>>;
}

/** A layer that costs something; `name` is the step to open. */
export interface SideLayer {
  readonly name: string;
  readonly title: string;
  readonly kind: string;
  readonly shape: readonly number[];
  readonly params: number;
  readonly macs: number;
  readonly bytes: number;
}

/** The figures of one network, as `cutaway.explain.side_by_side` defines them. */
export interface Side {
  readonly name: string;
  readonly title: string;
  readonly year: number;
  readonly input_shape: readonly number[];
  readonly depth: number;
  readonly weight_layers: number;
  readonly params: number;
  readonly macs: number;
  readonly flops: number;
  readonly weight_bytes: number;
  readonly peak_bytes: number;
  readonly field: readonly number[];
  readonly complete: boolean;
  readonly layers: readonly SideLayer[];
}

/** Networks in the order of their years. `known` are all that can be set beside them. */
export interface SideBySide {
  readonly networks: readonly Side[];
  readonly known: readonly string[];
}

/** The largest difference of two tensors: |a − b| at an index, and ÷ the largest |a|. */
export interface Gap {
  readonly largest: number;
  readonly relative: number;
  readonly at: readonly number[];
  readonly a: number;
  readonly b: number;
}

/** One tensor that a step of each network reads; `gap` is null where the shapes differ. */
export interface WeightGap {
  readonly a: string;
  readonly b: string;
  readonly shape_a: readonly number[];
  readonly shape_b: readonly number[];
  readonly gap: Gap | null;
  readonly reversed: boolean;
}

/** A setting that two steps do not share, as text. */
export interface SettingGap {
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** One step of both networks, or of one: then the other's name is "" and its shape empty. */
export interface StepGap {
  readonly a: string;
  readonly b: string;
  readonly title: string;
  readonly kind: string;
  readonly shape_a: readonly number[];
  readonly shape_b: readonly number[];
  readonly status: "equal" | "close" | "rounding" | "carried" | "differs" | "only a" | "only b";
  readonly causes: readonly ("shape" | "channels" | "weights" | "settings" | "sources" | "input" | "values")[];
  readonly settings: readonly SettingGap[];
  readonly gap: Gap | null;
  readonly tolerance: number;
  readonly weights: readonly WeightGap[];
}

/** Two networks on one picture, step by step. */
export interface Gaps {
  readonly a: string;
  readonly b: string;
  readonly title_a: string;
  readonly title_b: string;
  readonly picture_a: string;
  readonly picture_b: string;
  readonly first: number;
  readonly steps: readonly StepGap[];
  readonly known: readonly string[];
  readonly turn: "" | "bgr" | "rgb";
}

/** One channel of a step in both networks, and A − B: f4 (h, w) each. */
export interface GapMaps {
  readonly step_a: string;
  readonly step_b: string;
  readonly channels: Numbers;
  readonly largest: Numbers;
  readonly channel: number;
  readonly a: Numbers;
  readonly b: Numbers;
  readonly gap: Numbers;
  readonly peak: number;
  readonly gap_peak: number;
  readonly total: number;
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

/** How fields go from step to step: the geometry of a run, for a page that draws many. */
export interface LinksAsk {
  readonly network: string;
  readonly picture: string;
}

/** Add a picture; the file itself is the ask's one buffer. */
export interface UploadAsk {
  readonly network: string;
  readonly name: string;
}

/** Let several pictures of a network, by their ids, run together from now on, as one batch. */
export interface BatchAsk {
  readonly network: string;
  readonly pictures: readonly string[];
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
  readonly want?: number;
}

/** Compute the playground; the one buffer is a PlayState as UTF-8 JSON. */
export type PlayAsk = Record<string, never>;

/** Open a link; the one buffer is its text. */
export type PlayLinkAsk = Record<string, never>;

/** Set a layer by a line of PyTorch; the one buffer is the PlayState so far. */
export interface PlayLineAsk {
  readonly line: string;
  readonly layer?: number;
}

/** Open an example by its name. */
export interface PlayExampleAsk {
  readonly name: string;
}

/** Open one output number, (channel, *place) of a layer; the one buffer is the PlayState. */
export interface PlayCellAsk {
  readonly layer: number;
  readonly index: readonly number[];
}

/** Convolution and pooling side by side, with the layers of a PlayState, the one buffer. */
export type CompareAsk = Record<string, never>;

/** What a line of PyTorch costs on an input such as 64x64 or 3x224x224. */
export interface CostAsk {
  readonly line: string;
  readonly input: string;
}

/** One big kernel against several small ones. */
export interface DepthAsk {
  readonly big?: number;
  readonly small?: number;
  readonly channels?: number;
}

/** Which examples there are. */
export type ExamplesAsk = Record<string, never>;

/** Judge an answer about a layer of a PlayState, the one buffer. */
export interface JudgeAsk {
  readonly what: "matrix" | "size" | "params" | "macs" | "flops";
  readonly answer: string;
  readonly layer?: number;
}

/** A photograph by its name; the first where it is "". */
export interface PhotographAsk {
  readonly name?: string;
}

/** Which chapters there are. */
export type LessonsAsk = Record<string, never>;

/** One chapter, in a language if it is written in it. */
export interface LessonAsk {
  readonly name: string;
  readonly language?: "en" | "zh-Hans";
}

/** Judge an answer to a question of a chapter. */
export interface LessonAnswerAsk {
  readonly name: string;
  readonly question: string;
  readonly answer: string;
  readonly language?: "en" | "zh-Hans";
}

/** Values that a text names, parted by spaces, of a PlayState, the one buffer. */
export interface FillAsk {
  readonly names: string;
}

/** Values that a text names, parted by spaces, of a network. */
export interface FillNetworkAsk {
  readonly network: string;
  readonly names: string;
}

/** A network in the words of VGG's table: a column of it, N M b K as knobs, or words. */
export interface StructureAsk {
  readonly input?: string;
  readonly words?: string;
  readonly column?: string;
  readonly knobs?: readonly number[];
}

/** The figures of several networks. */
export interface SideBySideAsk {
  readonly networks: readonly string[];
}

/** Two networks on one picture of A's, step by step. */
export interface GapsAsk {
  readonly a: string;
  readonly b: string;
  readonly picture?: string;
}

/** One channel of a step of both; −1: the one that is farthest apart. */
export interface GapMapsAsk {
  readonly a: string;
  readonly b: string;
  readonly picture: string;
  readonly step_a: string;
  readonly step_b: string;
  readonly channel?: number;
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
  readonly links: { readonly ask: LinksAsk; readonly reply: Links };
  readonly upload: { readonly ask: UploadAsk; readonly reply: Picture };
  readonly batch: { readonly ask: BatchAsk; readonly reply: Batch };
  readonly size: { readonly ask: SizeAsk; readonly reply: Sized };
  readonly play: { readonly ask: PlayAsk; readonly reply: Played };
  readonly play_link: { readonly ask: PlayLinkAsk; readonly reply: Played };
  readonly play_line: { readonly ask: PlayLineAsk; readonly reply: Played };
  readonly play_example: { readonly ask: PlayExampleAsk; readonly reply: Played };
  readonly play_cell: { readonly ask: PlayCellAsk; readonly reply: PlayedCell };
  readonly compare: { readonly ask: CompareAsk; readonly reply: Compared };
  readonly cost: { readonly ask: CostAsk; readonly reply: Costed };
  readonly depth: { readonly ask: DepthAsk; readonly reply: Deepened };
  readonly examples: { readonly ask: ExamplesAsk; readonly reply: Examples };
  readonly judge: { readonly ask: JudgeAsk; readonly reply: Judged };
  readonly photograph: { readonly ask: PhotographAsk; readonly reply: Photograph };
  readonly lessons: { readonly ask: LessonsAsk; readonly reply: Lessons };
  readonly lesson: { readonly ask: LessonAsk; readonly reply: Chapter };
  readonly lesson_answer: { readonly ask: LessonAnswerAsk; readonly reply: Judged };
  readonly fill: { readonly ask: FillAsk; readonly reply: Filled };
  readonly fill_network: { readonly ask: FillNetworkAsk; readonly reply: Filled };
  readonly structure: { readonly ask: StructureAsk; readonly reply: Structured };
  readonly side_by_side: { readonly ask: SideBySideAsk; readonly reply: SideBySide };
  readonly gaps: { readonly ask: GapsAsk; readonly reply: Gaps };
  readonly gap_maps: { readonly ask: GapMapsAsk; readonly reply: GapMaps };
}
