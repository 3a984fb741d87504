"""A network to open: a module, the preparation of its pictures, and what its outputs mean."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.networks.inputs.arrays import array_of, is_array, no_picture, stacked
from cutaway.networks.inputs.pictures import Picture, open_picture
from cutaway.networks.inputs.preprocess import Preprocess, takes_pictures
from cutaway.networks.recipe import Recipe


@dataclass(frozen=True, slots=True)
class ClassName:
    """What one output stands for, in both languages; chinese may be ""."""

    english: str
    chinese: str = ""


@dataclass(frozen=True)
class Network:
    """A network that Cutaway can open.

    name, title         its address, and what a person reads
    body                the torch module in evaluation mode, or the recipe that makes it
    preprocess          picture → input
    input_shape         (1, c, h, w), or (1, n)
    classes             of the outputs, in order; () where they are no classes
    dataset             what it was trained on
    source              where the weights are from
    note                a caution to show beside it
    weights_are_random  nobody trained it
    pictures            samples, the first being the default
    maps                names of a step's channels, by step
    notation            the words of `cutaway.networks.notation` that make it, "" where none do
    paper               where it was published; year 0 where it was not
    """

    name: str
    title: str
    body: nn.Module | Recipe
    preprocess: Preprocess
    input_shape: Shape
    classes: tuple[ClassName, ...] = ()
    dataset: str = ""
    source: str = ""
    note: str = ""
    weights_are_random: bool = False
    pictures: tuple[Picture, ...] = ()
    maps: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notation: str = ""
    paper: str = ""
    year: int = 0

    @cached_property
    def module(self) -> nn.Module:
        """The torch module with its numbers, made when it is first asked for."""
        return self.body.module() if isinstance(self.body, Recipe) else self.body

    @cached_property
    def skeleton(self) -> nn.Module:
        """The module for questions of shape alone: one without numbers where none were made."""
        return self.body.skeleton() if isinstance(self.body, Recipe) else self.body

    @property
    def dtype(self) -> torch.dtype:
        """Of the numbers that the module reads: its first parameter's, where that is a float."""
        first = next(self.skeleton.parameters(), None)
        floats = first is not None and not is_lazy(first) and first.is_floating_point()
        return first.dtype if first is not None and floats else torch.float32

    def prepare(self, *inputs: object) -> tuple[Tensor, ...]:
        """Tensors for the module, from tensors, pictures, paths; the first sample from nothing.

        A list of these is one batch: each is prepared, and they are stacked in their order.
        What is made here is of the module's own precision; a tensor that is given stays as it is.
        """
        if not inputs and self.pictures:
            return (self._tensor(self.pictures[0]),)
        if not inputs:
            return (torch.zeros(self.input_shape, dtype=self.dtype),)
        return tuple(map(self._tensor, inputs))

    def _tensor(self, given: object) -> Tensor:
        if isinstance(given, Tensor):
            return given
        if isinstance(given, list | tuple):
            return stacked([self._element(each) for each in given], self.name)
        if isinstance(given, str | Path) and is_array(given):
            return array_of(Path(given), self.input_shape, self.name).to(self.dtype)
        if isinstance(given, Image.Image | Picture | str | Path):
            return self.preprocess.apply(self._picture(given)).to(self.dtype)
        raise ShapeError(
            f"{self.name} runs on pictures, paths and tensors; got {type(given).__name__}"
        )

    def _element(self, given: object) -> Tensor:
        """One input of a batch; a tensor may lack the batch axis."""
        tensor = self._tensor(given)
        return tensor[None] if tensor.dim() == len(self.input_shape) - 1 else tensor

    def _picture(self, given: Image.Image | Picture | str | Path) -> Image.Image:
        if not takes_pictures(self.input_shape):
            raise no_picture(self.name, self.input_shape)
        if isinstance(given, Picture):
            return given.load()
        return given if isinstance(given, Image.Image) else open_picture(given)
