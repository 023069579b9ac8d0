package dev.tombola.benchmarks;

import dev.tombola.vision.data.Layout;
import dev.tombola.vision.djl.TorchEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A training step beside PyTorch's, in turn on the same machine, and the share of it that its input takes. */
final class TrainingStepBenchmark {
    private static final int WARM_UP = 2;
    private static final int TURNS = 9;
    private static final List<Work> WORKS = List.of(new Work(8, 16, 128, 8), new Work(20, 16, 128, 4));

    private TrainingStepBenchmark() {}

    public static void main(String[] args) throws IOException {
        var engine = TorchEngine.start("cpu", 1);
        String python = System.getProperty("python", "python3");
        for (var work : WORKS) {
            try (var channelsLast = Peer.start(python, args[0], work, "channels_last");
                    var channelsFirst = Peer.start(python, args[0], work, "channels_first")) {
                measure(work, engine, channelsLast, channelsFirst);
            }
        }
    }

    private static void measure(Work work, TorchEngine engine, Peer channelsLast, Peer channelsFirst)
            throws IOException {
        var own = new ArrayList<Cost>();
        var last = new ArrayList<Cost>();
        var first = new ArrayList<Cost>();
        var input = new ArrayList<Cost>();
        for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
            own.add(work.steps(engine));
            last.add(channelsLast.steps());
            first.add(channelsFirst.steps());
            input.add(work.batches(Layout.CHANNELS_LAST));
        }
        List.of(own, last, first, input)
                .forEach(costs -> costs.subList(0, WARM_UP).clear());
        System.out.printf(
                Locale.ROOT, "%s, PyTorch %s beside it, medians of %d turns%n", work, channelsLast.version(), TURNS);
        say("wall", work, Cost::wall, own, last, first, input);
        say("processor", work, Cost::processor, own, last, first, input);
    }

    private static void say(
            String clock,
            Work work,
            ToDoubleFunction<Cost> reading,
            List<Cost> own,
            List<Cost> last,
            List<Cost> first,
            List<Cost> input) {
        double step = Cost.median(own, reading);
        double prepared = Cost.median(input, reading);
        System.out.printf(
                Locale.ROOT,
                "  %-9s a step takes %.1f ms (%.0f images/s), PyTorch's %.2f times as long channels-last and %.2f times"
                        + " channels-first; preparing a batch takes %.2f ms, %.1f %% of a step%n",
                clock,
                1e3 * step,
                work.batch() / step,
                Cost.median(last, reading) / step,
                Cost.median(first, reading) / step,
                1e3 * prepared,
                100 * prepared / step);
    }
}
