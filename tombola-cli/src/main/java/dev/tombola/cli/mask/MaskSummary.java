package dev.tombola.cli.mask;

import dev.tombola.cli.report.Tables;
import dev.tombola.ticket.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How many weights a mask keeps, in all and layer by layer. */
record MaskSummary(int kept, int total, double sparsity, List<Layer> layers) {
    /** One tensor's share. */
    record Layer(String name, List<Integer> shape, int kept, int total, double sparsity) {}

    static MaskSummary of(Mask mask) {
        var layers = new ArrayList<Layer>();
        int from = 0;
        for (var tensor : mask.layout().tensors()) {
            int kept = mask.kept(from, from + tensor.size());
            layers.add(new Layer(tensor.name(), tensor.shape(), kept, tensor.size(), sparsity(kept, tensor.size())));
            from += tensor.size();
        }
        int total = mask.layout().size();
        return new MaskSummary(mask.kept(), total, sparsity(mask.kept(), total), layers);
    }

    String table() {
        var rows = layers.stream()
                .map(layer -> row(layer.name(), shape(layer), layer.kept(), layer.total(), layer.sparsity()))
                .collect(Collectors.toCollection(ArrayList::new));
        rows.add(row("total", "", kept, total, sparsity));
        return Tables.of(List.of("tensor", "shape", "kept", "of", "sparsity"), 2, rows);
    }

    private static List<String> row(String name, String shape, int kept, int total, double sparsity) {
        return List.of(
                name,
                shape,
                String.valueOf(kept),
                String.valueOf(total),
                String.format(Locale.ROOT, "%.2f %%", 100 * sparsity));
    }

    private static String shape(Layer layer) {
        return layer.shape().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** Not {@link dev.tombola.ticket.Sparsity}, which is below 1: a layer may have died, and a foreign mask may be empty. */
    private static double sparsity(int kept, int total) {
        return (double) (total - kept) / total;
    }
}
