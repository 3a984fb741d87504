"""Published networks, one file for each paper."""

from cutaway.networks.architectures.architecture import Architecture
from cutaway.networks.architectures.published import (
    alexnet,
    densenet,
    googlenet,
    lenet,
    mlp,
    mobilenet_v1,
    mobilenet_v2,
    nin,
    resnet,
    squeezenet,
    vgg,
    zfnet,
)

ARCHITECTURES: dict[str, Architecture] = {
    each.name: each
    for each in (
        *vgg.VGGS,
        lenet.LENET,
        alexnet.ALEXNET,
        zfnet.ZFNET,
        nin.NIN,
        *squeezenet.SQUEEZENETS,
        googlenet.GOOGLENET,
        *resnet.RESNETS,
        densenet.DENSENET,
        mobilenet_v1.MOBILENET,
        mobilenet_v2.MOBILENET,
        *mlp.MLPS,
    )
}
