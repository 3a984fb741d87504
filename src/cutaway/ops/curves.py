"""The curves of activations, as arithmetic on one term."""

from math import inf, isnan, pi, sqrt

from cutaway.arithmetic import rules
from cutaway.arithmetic.rules import choose, divide, exp, largest, number, product, smallest, total
from cutaway.arithmetic.term import Term


def relu(x: Term) -> Term:
    """max(0, x)."""
    return largest(number(0), x)


def relu6(x: Term) -> Term:
    """min(6, max(0, x))."""
    return clamp(x, 0.0, 6.0)


def leaky_relu(x: Term, slope: float) -> Term:
    """x where positive, else slope × x."""
    if x.value > 0:
        return choose(x, "x > 0")
    return choose(product(number(slope, "slope"), x), "x ≤ 0")


def prelu(x: Term, slope: Term) -> Term:
    """max(0, x) + slope × min(0, x)."""
    return total(largest(number(0), x), product(slope, smallest(number(0), x)))


def elu(x: Term, alpha: float) -> Term:
    """x where positive, else alpha × (e^x − 1)."""
    if x.value > 0:
        return choose(x, "x > 0")
    return choose(product(number(alpha, "alpha"), minus_one(exp(x))), "x ≤ 0")


def celu(x: Term, alpha: float) -> Term:
    """x where positive, else alpha × (e^(x/alpha) − 1)."""
    if x.value > 0:
        return choose(x, "x > 0")
    a = number(alpha, "alpha")
    return choose(product(a, minus_one(exp(divide(x, a)))), "x ≤ 0")


def selu(x: Term) -> Term:
    """scale × elu(x), with the constants of Klambauer et al. 2017."""
    scale, alpha = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
    return product(number(scale, "scale"), elu(x, alpha))


def sigmoid(x: Term) -> Term:
    """1 / (1 + e^−x)."""
    return divide(number(1), total(number(1), exp(rules.negative(x))))


def logsigmoid(x: Term) -> Term:
    """−log(1 + e^−x), for a negative x as x − log(1 + e^x)."""
    if x.value < 0:
        return rules.subtract(x, rules.log(total(number(1), exp(x))))
    return rules.negative(rules.log(total(number(1), exp(rules.negative(x)))))


def silu(x: Term) -> Term:
    """x × sigmoid(x)."""
    return product(x, sigmoid(x))


def softplus(x: Term, beta: float = 1.0, threshold: float = 20.0) -> Term:
    """log(1 + e^(beta·x)) / beta, and x itself where beta·x passes the threshold."""
    scaled = product(number(beta, "beta"), x)
    if scaled.value > threshold:
        return choose(x, "beta · x > threshold")
    return divide(rules.log(total(number(1), exp(scaled))), number(beta, "beta"))


def mish(x: Term) -> Term:
    """x × tanh(softplus(x))."""
    return product(x, rules.tanh(softplus(x)))


def gelu(x: Term) -> Term:
    """x × ½ (1 + erf(x / √2))."""
    inner = total(number(1), rules.erf(divide(x, number(sqrt(2), "√2"))))
    return product(x, number(0.5), inner)


def gelu_tanh(x: Term) -> Term:
    """x × ½ (1 + tanh(√(2/π) (x + 0.044715 x³)))."""
    inner = total(x, product(number(0.044715), x, x, x))
    curve = rules.tanh(product(number(sqrt(2 / pi), "√(2/π)"), inner))
    return product(x, number(0.5), total(number(1), curve))


def tanh(x: Term) -> Term:
    """Hyperbolic tangent."""
    return rules.tanh(x)


def clamp(x: Term, low: float, high: float) -> Term:
    """min(high, max(low, x)); a bound that is infinite is left out."""
    if low > -inf:
        x = largest(number(low), x)
    return smallest(number(high), x) if high < inf else x


def hardtanh(x: Term, low: float, high: float) -> Term:
    """x between two bounds."""
    return clamp(x, low, high)


def hardsigmoid(x: Term) -> Term:
    """min(6, max(0, x + 3)) / 6."""
    return divide(clamp(total(x, number(3)), 0.0, 6.0), number(6))


def hardswish(x: Term) -> Term:
    """x × hardsigmoid(x)."""
    return product(x, hardsigmoid(x))


def softsign(x: Term) -> Term:
    """x / (1 + |x|)."""
    return divide(x, total(number(1), magnitude(x)))


def hardshrink(x: Term, width: float) -> Term:
    """x, and 0 between −width and width."""
    if abs(x.value) > width or isnan(x.value):
        return choose(x, "|x| > lambd")
    return choose(product(number(0), x), "|x| ≤ lambd")


def softshrink(x: Term, width: float) -> Term:
    """x drawn towards 0 by width, and 0 between −width and width."""
    if x.value > width or isnan(x.value):
        return choose(rules.subtract(x, number(width, "lambd")), "x > lambd")
    if x.value < -width:
        return choose(total(x, number(width, "lambd")), "x < −lambd")
    return choose(product(number(0), x), "|x| ≤ lambd")


def tanhshrink(x: Term) -> Term:
    """x − tanh(x)."""
    return rules.subtract(x, rules.tanh(x))


def threshold(x: Term, bound: float, value: float) -> Term:
    """x above the bound, else a fixed value."""
    if x.value > bound or isnan(x.value):
        return choose(x, "x > threshold")
    return choose(total(product(number(0), x), number(value, "value")), "x ≤ threshold")


def exponential(x: Term) -> Term:
    """e^x."""
    return exp(x)


def exponential_minus_one(x: Term) -> Term:
    """e^x − 1."""
    return minus_one(exp(x))


def logarithm(x: Term) -> Term:
    """Natural logarithm."""
    return rules.log(x)


def logarithm_of_one_plus(x: Term) -> Term:
    """log(1 + x)."""
    return rules.log(total(number(1), x))


def logarithm_to_two(x: Term) -> Term:
    """log x / log 2."""
    return divide(rules.log(x), rules.log(number(2)))


def reciprocal(x: Term) -> Term:
    """1 / x."""
    return divide(number(1), x)


def reciprocal_root(x: Term) -> Term:
    """1 / √x."""
    return divide(number(1), rules.sqrt(x))


def square(x: Term) -> Term:
    """x × x."""
    return product(x, x)


def error_function(x: Term) -> Term:
    """The error function."""
    return rules.erf(x)


def root(x: Term) -> Term:
    """√x."""
    return rules.sqrt(x)


def magnitude(x: Term) -> Term:
    """|x|."""
    return choose(rules.negative(x), "x < 0") if x.value < 0 else choose(x, "x ≥ 0")


def minus_one(x: Term) -> Term:
    """x − 1."""
    return rules.subtract(x, number(1))
