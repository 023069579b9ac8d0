package dev.tombola.vision.torchscript;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A step of LARS as the paper's code takes it (paper 2.3), as a TorchScript archive, on tensors that lie one after the other
 * in one array. For each: local ← eta |w| / (|g| + decay |w|), or 1 where either norm is less than 1e-15, v ← momentum v +
 * rate local (g + decay w), w ← w − v, in place. The methods take {@code (weights, gradient, velocity, ..., rate, momentum,
 * decay, eta)} and give the weights.
 *
 * <ul>
 *   <li>{@code dense} takes nothing more;
 *   <li>{@code surviving} takes the mask, and |w| is the norm of what it keeps;
 *   <li>{@code all} takes the mask and three vectors with an element for each tensor, of which it changes the last two:
 *       the norm that its pruned part had, the factor that all of this part has shrunk to, since nothing but decay moves it,
 *       and this factor's velocity. |w| is the norm of both parts.
 * </ul>
 */
public final class LarsScript {
    private static final String MASK = "mask: Tensor,\n    ";
    private static final String MASKED = "    _0 = torch.mul_(gradient, mask)\n";
    private static final String PRUNED = "pruned: Tensor,\n    factors: Tensor,\n    speeds: Tensor,\n    ";

    private static final String DECAYED = """
                _3 = torch.addcmul_(torch.mul_(speeds, momentum), step, factors, value=decay)
                _4 = torch.sub_(factors, speeds)
            """;

    private LarsScript() {}

    /**
     * Equal bytes for equal sizes.
     *
     * @param sizes of the tensors, in their order
     */
    public static byte[] emit(List<Integer> sizes) {
        return Archive.of(
                method(sizes, "dense", "", "", "kept", ""),
                method(sizes, "surviving", MASK, MASKED, "kept", ""),
                method(sizes, "all", MASK + PRUNED, MASKED, "torch.hypot(kept, torch.mul(pruned, factors))", DECAYED));
    }

    private static String method(
            List<Integer> sizes, String name, String arguments, String masked, String length, String decayed) {
        return """
                      def %s(self: __torch__.Functions,
                        weights: Tensor,
                        gradient: Tensor,
                        velocity: Tensor,
                        %srate: float,
                        momentum: float,
                        decay: float,
                        eta: float) -> Tensor:
                    %s    w = torch.split_with_sizes(weights, %s)
                        g = torch.split_with_sizes(gradient, %s)
                        v = torch.split_with_sizes(velocity, %s)
                        kept = %s
                        slope = %s
                        length = %s
                        local = torch.true_divide(torch.mul(length, eta), torch.add(slope, length, alpha=decay))
                        none = torch.lt(torch.minimum(length, slope), 1.0e-15)
                        step = torch.mul(torch.masked_fill(local, none, 1.0), rate)
                        _1 = torch.add_(gradient, weights, alpha=decay)
                        _2 = torch.mul_(velocity, momentum)
                        torch._foreach_addcmul_(v, g, torch.unbind(step))
                    %s    return torch.sub_(weights, velocity)
                    """.formatted(
                name, arguments, masked, sizes, sizes, sizes, norms("w", sizes), norms("g", sizes), length, decayed);
    }

    private static String norms(String tensors, List<Integer> sizes) {
        return IntStream.range(0, sizes.size())
                .mapToObj(i -> norm("%s[%d]".formatted(tensors, i), sizes.get(i)))
                .collect(Collectors.joining(", ", "torch.stack([", "])"));
    }

    /** Of the norms of its rows: libtorch adds up in single precision, and of a million squares in a row few digits are left. */
    private static String norm(String tensor, int size) {
        int rows = (int) Math.sqrt(size);
        while (size % rows != 0) {
            rows--;
        }
        return "torch.linalg_vector_norm(torch.linalg_vector_norm(torch.view(%s, [%d, %d]), 2, [1]), 2, [0])"
                .formatted(tensor, rows, size / rows);
    }
}
