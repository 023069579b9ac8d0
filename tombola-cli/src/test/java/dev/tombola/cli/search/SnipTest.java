package dev.tombola.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.pruning.Criteria;
import dev.tombola.pruning.PrunableWeights;
import dev.tombola.store.network.Architectures;
import dev.tombola.ticket.plan.Draw;
import dev.tombola.ticket.plan.Expansion;
import dev.tombola.ticket.plan.Facts;
import dev.tombola.ticket.plan.Prospect;
import dev.tombola.ticket.plan.Role;
import dev.tombola.ticket.run.RequestedRun;
import dev.tombola.ticket.run.RunEnd;
import dev.tombola.ticket.run.RunId;
import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.ResolvedSearch;
import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import dev.tombola.vision.data.Augmentation;
import dev.tombola.vision.data.ImageSet;
import dev.tombola.vision.data.Normalisation;
import dev.tombola.vision.data.Splits;
import dev.tombola.vision.djl.TorchEngine;
import dev.tombola.vision.djl.training.Assignment;
import dev.tombola.vision.djl.training.RunControl;
import dev.tombola.vision.djl.training.Trained;
import dev.tombola.vision.djl.training.Training;
import dev.tombola.vision.djl.training.TrainingListener;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Shape;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A search file that says snip, its plan, the real engine's step, and the mask that comes of it. */
class SnipTest {
    private static final String SEARCH = """
            name: by-saliency
            network: { name: cifar-resnet8, width: 4 }
            recipes: { base: { momentum: 0.9, weightDecay: 1e-3, learningRate: 0.05, batch: 16, epochs: 3 } }
            pretrainings: { theirs: { task: "mnist/0-3", weights: w.safetensors } }
            chains: { saliency: { from: theirs, criterion: snip, rounds: 2, rate: 0.5, recipe: base } }
            tasks: { all: { task: mnist, recipe: base } }
            """;

    @Test
    void prunesWhatTheLossOfABatchFeelsLeast() {
        // Given
        var search = new ResolvedSearch(
                SearchFile.parse(SEARCH), Map.of("mnist", digest("mnist")), Map.of("theirs", object("theirs")), null);
        var network = Architectures.network(search.search().network(), 3, 4);
        var layout = Architectures.layout(network);
        var initial = new Initialisation(Randomness.of(1)).of(network);

        // When
        var run = round(search, Facts.NONE);
        var stepped = train(network, initial, run.spec().recipe());
        var facts = new Facts(Map.<RunId, RunEnd>of(run.id(), new RunEnd.Trained(object("stepped"))), Map.of());
        var draw = draw(search, facts);
        var mask = Criteria.draw(
                draw,
                layout,
                stored -> values(network, object("stepped").equals(stored) ? stepped.last() : initial),
                Optional.empty());

        // Then
        assertThat(run.weights()).isEqualTo(object("theirs"));
        assertThat(run.spec().recipe().steps()).isEqualTo(1);
        assertThat(draw.weights()).isEqualTo(object("stepped"));
        assertThat(draw.rewindsTo()).isEqualTo(object("theirs"));
        var scores = new ArrayList<Double>();
        network.prunable().forEach(parameter -> {
            float[] before = initial.values(parameter.name());
            float[] after = stepped.last().values(parameter.name());
            for (int i = 0; i < before.length; i++) {
                scores.add((double) Math.abs(before[i] * (before[i] - after[i])));
            }
        });
        int removed = layout.size() - mask.kept();
        assertThat(removed).isEqualTo(layout.size() / 2);
        double threshold =
                scores.stream().sorted().skip(removed - 1).findFirst().orElseThrow();
        IntStream.range(0, scores.size())
                .forEach(i -> assertThat(mask.keeps(i))
                        .isEqualTo(scores.get(i) > threshold || (mask.keeps(i) && scores.get(i) == threshold)));

        // and the difference is the loss's gradient
        var tensor = network.prunable().getFirst();
        float[] before = initial.values(tensor.name());
        int steepest = IntStream.range(0, before.length)
                .boxed()
                .max(Comparator.comparingDouble(
                        i -> Math.abs(before[i] - stepped.last().values(tensor.name())[i])))
                .orElseThrow();
        double gradient = before[steepest] - stepped.last().values(tensor.name())[steepest];
        double rise = loss(
                network,
                moved(network, initial, tensor.name(), steepest, 1e-2f),
                run.spec().recipe());
        double fall = loss(
                network,
                moved(network, initial, tensor.name(), steepest, -1e-2f),
                run.spec().recipe());
        assertThat((rise - fall) / 2e-2).isCloseTo(gradient, within(0.05 * Math.abs(gradient)));
    }

    private static Weights moved(Network network, Weights weights, String tensor, int place, float by) {
        return Weights.of(network.parameters(), parameter -> {
            float[] values = weights.values(parameter.name()).clone();
            if (parameter.name().equals(tensor)) {
                values[place] += by;
            }
            return values;
        });
    }

    private static double loss(Network network, Weights weights, Recipe recipe) {
        return train(network, weights, recipe).epochs().getFirst().loss();
    }

    private static Trained train(Network network, Weights initial, Recipe recipe) {
        var splits = new Splits(images(64), images(16), images(16));
        var normalisation = new Normalisation(List.of(.5, .5, .5), List.of(.25, .25, .25));
        var assignment = new Assignment(
                network, initial, null, recipe, splits, new Augmentation(0, false), normalisation, 5, List.of());
        return new Training(TorchEngine.start("cpu", 1), Duration.ofSeconds(2))
                .run(assignment, null, TrainingListener.NONE, RunControl.NONE);
    }

    private static ImageSet images(int count) {
        var pixels = new byte[count * 3 * 64];
        new Random(count).nextBytes(pixels);
        int[] labels = IntStream.range(0, count).map(i -> i % 4).toArray();
        return ImageSet.of(new Shape(3, 8, 8), 4, MemorySegment.ofArray(pixels), labels);
    }

    private static PrunableWeights values(Network network, Weights weights) {
        return new PrunableWeights(
                Architectures.layout(network),
                network.prunable().stream()
                        .map(parameter -> weights.values(parameter.name()))
                        .toList());
    }

    private static RequestedRun round(ResolvedSearch search, Facts facts) {
        return Expansion.of(search, facts).runs().stream()
                .filter(planned -> planned.role().equals(new Role.Round("saliency", 0)))
                .map(planned -> ((Prospect.Ready<RequestedRun>) planned.run()).value())
                .findFirst()
                .orElseThrow();
    }

    private static Draw draw(ResolvedSearch search, Facts facts) {
        return ((Prospect.Ready<Draw>)
                        Expansion.of(search, facts).draws().getFirst().draw())
                .value();
    }

    private static ObjectRef object(String content) {
        return new ObjectRef(digest(content), content.length());
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }
}
