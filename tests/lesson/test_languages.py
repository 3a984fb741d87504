"""Both languages say the same things in the same order, in the words of the glossary."""

import re
from collections import Counter

import pytest

from cutaway.lesson.blocks import Aside
from tests.lesson.walk import LANGUAGES, NAMES, OURS, blocks, chapter, outline, text_of

LECTURE = [
    *("by-hand", "sizes", "costs", "channels", "one-by-one", "pooling"),
    *("structure", "small-and-deep", "vgg", "training", "representation"),
]
REVIEW = {
    *("by-hand", "size", "params-32", "flops-32"),
    *("general-params", "general-macs", "sequential", "module", "loop"),
}
HAN = re.compile("[\u4e00-\u9fff]")
WORDS = {
    "by-hand": ("卷积核", "零", "互相关", "权重", "偏置", "步长"),
    "sizes": ("填充", "步长", "空洞率"),
    "costs": ("参数", "乘加", "浮点运算", "全连接层"),
    "channels": ("通道", "特征映射", "偏置"),
    "one-by-one": ("融合通道", "感受野"),
    "pooling": ("汇聚", "平移等变性", "平移不变性"),
    "small-and-deep": ("感受野", "累计步长"),
    "vgg": ("权重", "卷积层", "全连接层"),
    "training": ("得分",),
    "representation": ("表示学习", "累计步长", "超参数"),
}
WRONG = ("滤波器", "步距", "步幅", "膨胀", "反卷积", "演算台")


def test_the_chapters_are_the_lectures_in_order() -> None:
    assert NAMES == LECTURE


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_scenes_blocks_and_questions(name: str) -> None:
    english, chinese = (chapter(name, language) for language in LANGUAGES)
    assert (english.language, chinese.language) == ("en", "zh-Hans")
    assert len(english.scenes) == len(chinese.scenes) >= 2
    for first, second in zip(english.scenes, chinese.scenes, strict=True):
        assert list(map(outline, first.blocks)) == list(map(outline, second.blocks))
        assert first.values == second.values
        assert _bare(first.live) == _bare(second.live)


def _bare(live: object) -> object:
    """A live block without its caption."""
    if live is None:
        return None
    kept = (getattr(live, name) for name in type(live).__slots__ if name != "caption")  # type: ignore[attr-defined]  # dataclasses with slots
    return tuple(kept)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_foresee_the_same_mistakes(name: str) -> None:
    english, chinese = (OURS.chapter(name, language).markings for language in LANGUAGES)
    for key, marking in english.items():
        foreseen = [mistake.answer for mistake in marking.mistakes]
        assert foreseen == [mistake.answer for mistake in chinese[key].mistakes], key


@pytest.mark.parametrize("name", NAMES)
def test_each_language_is_written_in_its_own_script(name: str) -> None:
    english, chinese = (text_of(name, language) for language in LANGUAGES)
    assert not HAN.search(english)
    assert len(HAN.findall(chinese)) > 300
    assert len(english.split()) > 250


@pytest.mark.parametrize("name", NAMES)
def test_the_glossarys_words_are_used_and_no_others(name: str) -> None:
    text = text_of(name, "zh-Hans")
    assert [word for word in WRONG if word in text] == []
    assert [word for word in WORDS.get(name, ()) if word not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slip_of_the_slides_is_told_once(language: str) -> None:
    told = Counter(
        block.about
        for name in NAMES
        for block in blocks(chapter(name, language))
        if isinstance(block, Aside) and block.about
    )
    assert told == {f"E{number}": 1 for number in range(1, 12)}


def test_the_lectures_review_questions_are_asked() -> None:
    asked = [
        block
        for name in NAMES
        for block in blocks(chapter(name))
        if getattr(block, "review", False)
    ]
    assert {getattr(block, "id", "") for block in asked} == REVIEW
    assert sum(block.kind == "cloze" for block in asked) == 3
