"""Network in Network on ImageNet: 1×1 convolutions after each convolution, and no FC at all.

Lin, Chen, Yan 2013, "Network in network", arXiv:1312.4400; the ImageNet form is the one that its
authors published in the Caffe model zoo, a file of 29 MB: 7,595,176 numbers of four bytes.
"""

from cutaway.networks.architectures.architecture import Architecture

WORDS = (
    "conv1=conv11-96/s4/p0 cccp1=conv1-96 cccp2=conv1-96 pool1=maxpool3/s2/ceil "
    "conv2=conv5-256 cccp3=conv1-256 cccp4=conv1-256 pool2=maxpool3/s2/ceil "
    "conv3=conv3-384 cccp5=conv1-384 cccp6=conv1-384 pool3=maxpool3/s2/ceil dropout "
    "conv4=conv3-1024 cccp7=conv1-1024 cccp8=conv1-1000 GAP soft-max"
)
NIN = Architecture(
    name="nin",
    title="Network in Network",
    words=WORDS,
    paper="Lin, Chen, Yan 2013, arXiv:1312.4400",
    year=2013,
)
