"""ZFNet: AlexNet with a smaller first kernel and stride, after looking inside it.

Zeiler and Fergus 2013, "Visualizing and understanding convolutional networks", arXiv:1311.2901,
figure 3. The paper states no number of parameters; the sizes of its figure give 62,357,608.
"""

from cutaway.networks.architectures.architecture import Architecture

WORDS = (
    "conv1=conv7-96/s2/p1 pool1=maxpool3/s2/ceil LRN "
    "conv2=conv5-256/s2/p0 pool2=maxpool3/s2/ceil LRN "
    "conv3=conv3-384 conv4=conv3-384 conv5=conv3-256 pool5=maxpool3/s2 "
    "fc6=FC-4096 dropout fc7=FC-4096 dropout fc8=FC-1000 soft-max"
)
ZFNET = Architecture(
    name="zfnet",
    title="ZFNet",
    words=WORDS,
    paper="Zeiler and Fergus 2013, arXiv:1311.2901",
    year=2013,
)
