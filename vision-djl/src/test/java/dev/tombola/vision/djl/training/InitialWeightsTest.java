package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tombola.ticket.run.RunSpec.Part;
import dev.tombola.vision.network.Initialisation;
import dev.tombola.vision.network.Network;
import dev.tombola.vision.network.Networks;
import dev.tombola.vision.network.Parameter;
import dev.tombola.vision.network.Weights;
import dev.tombola.vision.random.Randomness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
    private static final Network SOURCE = network(3, 5);
    private static final Weights PRETRAINED = drawn(SOURCE, 7);
    private static final List<String> HEAD = List.of("linear.weight", "linear.bias");

    @Test
    void loadsEverythingWhereNothingIsFresh() {
        var initial = InitialWeights.assemble(SOURCE, stored(), List.of(), null, 1);

        assertThat(initial.loaded()).containsExactlyElementsOf(names(SOURCE));
        assertThat(initial.fresh()).isEmpty();
        assertThat(initial.dropped()).isEmpty();
        assertSame(initial.weights(), PRETRAINED, names(SOURCE));
    }

    @Test
    void drawsAFreshHeadFromTheRunsSeed() {
        var target = network(3, 10);

        var initial = InitialWeights.assemble(target, stored(), List.of(Part.HEAD), null, 1);

        assertThat(initial.fresh()).containsExactlyElementsOf(HEAD);
        assertThat(initial.dropped()).containsExactlyInAnyOrderElementsOf(HEAD);
        assertSame(initial.weights(), drawn(target, 1), HEAD);
        assertSame(initial.weights(), PRETRAINED, initial.loaded());
    }

    @Test
    void drawsAFreshHeadEvenWhereTheStoredOneWouldFit() {
        var initial = InitialWeights.assemble(SOURCE, stored(), List.of(Part.HEAD), null, 1);

        assertThat(initial.fresh()).containsExactlyElementsOf(HEAD);
        assertSame(initial.weights(), drawn(SOURCE, 1), HEAD);
    }

    @Test
    void leavesTheFirstConvolutionOfSmallImagesFreshButLoadsItsNorm() {
        var initial = InitialWeights.assemble(SOURCE, stored(), List.of(Part.HEAD, Part.STEM), null, 1);

        assertThat(initial.fresh()).containsExactly("conv1.weight", "linear.weight", "linear.bias");
        assertThat(initial.loaded()).contains("bn1.weight", "bn1.running_var");
        assertThat(initial.dropped()).containsExactly("conv1.weight", "linear.bias", "linear.weight");
    }

    @Test
    void drawsWhatDoesNotFitAndSaysSo() {
        var grey = network(1, 5);
        var stored = stored();
        stored.put("bn1.num_batches_tracked", new StoredTensor(List.of(), () -> new float[] {0}));

        var initial = InitialWeights.assemble(grey, stored, List.of(), null, 1);

        assertThat(initial.fresh()).containsExactly("conv1.weight");
        assertThat(initial.dropped()).containsExactly("bn1.num_batches_tracked", "conv1.weight");
    }

    @Test
    void sharesTheChainsInitialisationButNotItsHead() {
        var initial = InitialWeights.assemble(SOURCE, Map.of(), List.of(Part.HEAD), 9L, 1);

        assertThat(initial.loaded()).isEmpty();
        assertThat(initial.fresh()).containsExactlyElementsOf(names(SOURCE));
        assertSame(initial.weights(), drawn(SOURCE, 1), HEAD);
        assertSame(initial.weights(), drawn(SOURCE, 9), List.of("conv1.weight", "layer3.0.conv2.weight"));
    }

    @Test
    void drawsAllFromTheRunsSeedWithoutAnother() {
        var initial = InitialWeights.assemble(SOURCE, Map.of(), List.of(), null, 0);

        assertSame(initial.weights(), drawn(SOURCE, 0), names(SOURCE));
    }

    @Test
    void refusesWeightsOfAnotherNetworkAltogether() {
        var foreign = Map.of("features.0.weight", new StoredTensor(List.of(1L), () -> new float[1]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> InitialWeights.assemble(SOURCE, foreign, List.of(), null, 1))
                .withMessage("none of the 1 stored tensors fits cifar-resnet8");
    }

    private static Network network(int channels, int classes) {
        return Networks.named("cifar-resnet8", Map.of("width", 4), channels, classes);
    }

    private static Weights drawn(Network network, long seed) {
        return new Initialisation(Randomness.of(seed)).of(network);
    }

    private static Map<String, StoredTensor> stored() {
        var stored = new HashMap<String, StoredTensor>();
        for (var parameter : SOURCE.parameters()) {
            var shape = parameter.shape().stream().map(Integer::longValue).toList();
            stored.put(parameter.name(), new StoredTensor(shape, () -> PRETRAINED.values(parameter.name())));
        }
        return stored;
    }

    private static List<String> names(Network network) {
        return network.parameters().stream().map(Parameter::name).toList();
    }

    private static void assertSame(Weights actual, Weights expected, List<String> names) {
        assertThat(names).allSatisfy(name -> assertThat(actual.values(name)).containsExactly(expected.values(name)));
    }
}
