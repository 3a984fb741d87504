"""LeNet-5 as it is built today.

LeCun, Bottou, Bengio, Haffner 1998, "Gradient-based learning applied to document recognition",
Proceedings of the IEEE 86 (11), section II B. The paper states 60,000 trainable parameters. This
form has 61,706: its C3 reads all six maps where the paper's table leaves some out (2,416 against
1,516), its output layer is learned where the paper's codes are fixed (850 against 0), and its
means have no coefficients where the paper's subsampling has 44.
"""

from cutaway.networks.architectures.architecture import Architecture

WORDS = (
    "c1=conv5-6/p0 tanh s2=avgpool c3=conv5-16/p0 tanh s4=avgpool c5=conv5-120/p0 tanh "
    "f6=FC-84 tanh output=FC-10"
)
LENET = Architecture(
    name="lenet-5",
    title="LeNet-5",
    words=WORDS,
    paper="LeCun, Bottou, Bengio, Haffner 1998, Proceedings of the IEEE 86 (11)",
    year=1998,
    input_shape=(1, 1, 32, 32),
    note="C3 is fully connected to S2, means have no coefficients, and the output is learned",
)
