"""AlexNet with its two groups, one for each GPU of the paper.

Krizhevsky, Sutskever, Hinton 2012, "ImageNet classification with deep convolutional neural
networks", NeurIPS 25, sections 3.3 to 3.5. The paper says 224×224; its 55×55 maps need 227×227. It
states 60 million parameters; the layers it describes have 60,965,224.
"""

from cutaway.networks.architectures.architecture import Architecture

WORDS = (
    "conv1=conv11-96/s4/p0 LRN pool1=maxpool3/s2 "
    "conv2=conv5-256/g2 LRN pool2=maxpool3/s2 "
    "conv3=conv3-384 conv4=conv3-384/g2 conv5=conv3-256/g2 pool5=maxpool3/s2 "
    "fc6=FC-4096 dropout fc7=FC-4096 dropout fc8=FC-1000 soft-max"
)
ALEXNET = Architecture(
    name="alexnet",
    title="AlexNet",
    words=WORDS,
    paper="Krizhevsky, Sutskever, Hinton 2012, NeurIPS 25",
    year=2012,
    input_shape=(1, 3, 227, 227),
)
