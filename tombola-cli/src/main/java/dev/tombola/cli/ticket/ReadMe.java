package dev.tombola.cli.ticket;

import dev.tombola.cli.report.Numbers;
import dev.tombola.ticket.event.TicketDrawn;
import java.util.stream.Collectors;

/** Says to whoever opens a ticket's folder what lies there, and how PyTorch reads it. */
final class ReadMe {
    private ReadMe() {}

    static String of(TicketContent content) {
        var drawn = content.ticket();
        return """
                # %s

                A subnetwork with %s %% of its prunable weights removed: %d of %d are kept.

                | file | what it is |
                |---|---|
                %s
                | `mask.safetensors` | for every prunable tensor NAME a tensor `NAME_mask`: 1 where a weight is kept |
                %s| `ticket.json` | verdicts, digests, and where and how everything was trained |

                ```python
                from safetensors.torch import load_file
                weights, mask = load_file("%s"), load_file("mask.safetensors")
                for name, kept in mask.items():
                    weights[name.removesuffix("_mask")] *= kept
                ```""".formatted(
                        drawn.ticket().path(),
                        Numbers.percent(drawn.sparsity()),
                        drawn.mask().kept(),
                        drawn.mask().total(),
                        weights(drawn),
                        tasks(content),
                        drawn.weights() == null ? firstTask(content) : "weights.safetensors");
    }

    private static String weights(TicketDrawn drawn) {
        return drawn.weights() == null
                ? "| (no weights) | it starts from a random initialisation, which its runs make from a seed |"
                : "| `weights.safetensors` | the weights that it rewinds to, all of them: the mask is not applied |";
    }

    private static String tasks(TicketContent content) {
        return content.best().entrySet().stream()
                .map(task -> """
                        | `%1$s/weights.safetensors` | fine-tuned on %1$s with seed %2$d, the best: %3$s |
                        | `%1$s/model.onnx` | the same network as ONNX; it takes pixels / 255, less `tombola.mean`, by `tombola.std` of its metadata |
                        """.formatted(
                                task.getKey(),
                                task.getValue().seed(),
                                Numbers.named(task.getValue().metric())))
                .collect(Collectors.joining());
    }

    private static String firstTask(TicketContent content) {
        return content.best().keySet().stream()
                        .findFirst()
                        .map(task -> task + "/")
                        .orElse("") + "weights.safetensors";
    }
}
