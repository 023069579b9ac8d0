package dev.tombola.cli.weights;

import dev.tombola.store.torch.StateDict;
import dev.tombola.ticket.wire.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tombola weights show}. */
@Command(
        name = "show",
        description = {
            "Lists the tensors of a file, and how they fit a network: what is loaded, what stays random, what is not used.",
            "A checkpoint is read without running anything in it."
        })
final class WeightsShowCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "Safetensors, or .pt, .pth, .pth.tar, .th of torch.save.")
    private Path file;

    @Option(names = "--network", paramLabel = "NETWORK", description = "The network that it is meant for.")
    private @Nullable String network;

    @Option(
            names = "--option",
            paramLabel = "KEY=N",
            description = "Of the network, as a search gives it: width=32, stemStride=2.")
    private Map<String, Integer> options = new LinkedHashMap<>();

    @Option(
            names = "--part",
            paramLabel = "PART",
            description =
                    "Which network of a file with several, such as ema or module.encoder_k; else state_dict, model_state_dict, model, net, or the whole.")
    private @Nullable String part;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (network == null && !options.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--option: --network is missing");
        }
        try (var weights = StateDict.open(file, part)) {
            var fit = network == null ? null : Fit.of(weights, network, options);
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.writePretty(WeightReport.of(file, weights, fit)));
            } else {
                out.println(WeightReport.of(file, weights, fit).table());
                out.println(file + ": " + weights.origin(Integer.MAX_VALUE));
                if (weights.parts().size() > 1) {
                    out.println("parts: " + weights.listedParts());
                }
                if (fit != null) {
                    out.println(fit.text(Integer.MAX_VALUE));
                }
            }
            out.flush();
        }
    }
}
