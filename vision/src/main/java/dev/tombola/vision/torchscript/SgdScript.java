package dev.tombola.vision.torchscript;

/**
 * A step of PyTorch's stochastic gradient descent as a TorchScript archive: g ← (g + decay w) mask, v ← momentum v + g,
 * w ← w − rate v, each in place and in one pass, as PyTorch's own does it. The methods {@code dense} and {@code masked} take
 * {@code (weights, gradient, velocity, [mask,] rate, momentum, decay)} and give the weights.
 */
public final class SgdScript {
    private static final String METHOD = """
              def %s(self: __torch__.Functions,
                weights: Tensor,
                gradient: Tensor,
                velocity: Tensor,%s
                rate: float,
                momentum: float,
                decay: float) -> Tensor:
                g = torch.add_(gradient, weights, alpha=decay)%s
                v = torch.add_(torch.mul_(velocity, momentum), g)
                w = torch.add_(weights, v, alpha=torch.neg(rate))
                return w
            """;

    private SgdScript() {}

    public static byte[] emit() {
        return Archive.of(
                METHOD.formatted("dense", "", ""),
                METHOD.formatted("masked", "\n    mask: Tensor,", "\n    _0 = torch.mul_(g, mask)"));
    }
}
