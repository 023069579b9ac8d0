package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tombola.vision.FormulaTensors;
import dev.tombola.vision.TestFolders;
import dev.tombola.vision.djl.Golden;
import dev.tombola.vision.djl.TorchEngine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LarsTest {
    private static final Lars.Norm SURVIVING = new Lars.Norm.Surviving();
    private static final FormulaTensors TENSORS = new FormulaTensors(7);

    /** A large tensor, one of a prime number of values, one that is wholly pruned, and one without a pruned value. */
    private static final List<Integer> SIZES = List.of(1200, 7, 4, 5);

    private static final int SIZE = 1216;

    /** So much that what decays shows after a few steps. */
    private static final Lars.Settings STRONG = new Lars.Settings(0.9, 0.2, 0.3);

    private static final double RATE = 0.5;

    private final NDManager memory = TorchEngine.start("cpu", 1).memory();

    @AfterEach
    void free() {
        memory.close();
    }

    @Test
    void takesTheStepsThatPyTorchTakes() throws IOException {
        for (var folder : TestFolders.golden()) {
            var golden = new ObjectMapper()
                    .readTree(folder.resolve("self-supervised.json").toFile());
            assertSameSteps(
                    golden.get("lars"), new FormulaTensors(golden.get("seed").longValue()));
        }
    }

    private void assertSameSteps(JsonNode steps, FormulaTensors tensors) {
        var weights = array(tensors.uniform("lars.w", 30));
        var first = steps.get(0);
        var lars = dense(
                weights,
                List.of(30),
                new Lars.Settings(
                        first.get("momentum").doubleValue(),
                        first.get("weightDecay").doubleValue(),
                        first.get("eta").doubleValue()));
        assertThat(steps).hasSizeGreaterThan(1);
        for (var step : steps) {
            lars.update(
                    array(tensors.uniform("lars.g" + step.get("step"), 30)),
                    step.get("lr").doubleValue());

            var row = Golden.values(step.get("w, row 0"));
            for (int i = 0; i < row.size(); i++) {
                assertThat((double) weights.toFloatArray()[i]).isCloseTo(row.get(i), within(1e-5));
            }
        }
    }

    @Test
    void scalesTheRateOfEachTensorByItsNorms() {
        // Given: the second tensor is twice the first, with the same gradient
        var weights = array(3, 4, 6, 8);
        var lars = dense(weights, List.of(2, 2), new Lars.Settings(0.9, 0.01, 1e-3));

        // When
        lars.update(array(0.6f, 0.8f, 0.6f, 0.8f), 1);

        // Then: v is 0.005 / 1.05 of (0.63, 0.84), 0.01 / 1.1 of (0.66, 0.88)
        assertClose(weights, 1e-6, 2.997, 3.996, 5.994, 7.992);

        // When
        lars.update(array(0.6f, 0.8f, 0, 0), 1);

        // Then: paper 6.4; without a gradient local is 1, and v 0.9 (0.006, 0.008) + 0.01 (5.994, 7.992)
        assertClose(weights, 1e-6, 2.991303, 3.988404, 5.994 - 0.0054 - 0.05994, 7.992 - 0.0072 - 0.07992);
    }

    @Test
    void takesTheRateAsItIsForATensorOfZeros() {
        var weights = array(0, 0, 1);
        var lars = dense(weights, List.of(2, 1), new Lars.Settings(0.5, 0.25, 1e-3));

        lars.update(array(1, -2, 0), 0.5);

        assertThat(weights.toFloatArray()).containsExactly(-0.5f, 1, 0.875f);
    }

    @Test
    void leavesWhatIsPrunedAPositiveZeroWhateverTheNormCounts() {
        for (var norm : List.of(SURVIVING, all())) {
            var weights = array(pruned());
            var lars = new Lars(weights, SIZES, array(mask()), norm, STRONG);

            steps(lars, 0, 6);

            var values = weights.toFloatArray();
            var velocities = lars.velocity().toFloatArray();
            for (int i = 0; i < SIZE; i++) {
                if (!keeps(i)) {
                    assertThat(Float.floatToRawIntBits(values[i])).isZero();
                    assertThat(Float.floatToRawIntBits(velocities[i])).isZero();
                } else {
                    assertThat(values[i]).isNotEqualTo(start()[i]);
                }
            }
        }
    }

    @Test
    void countsWhatIsPrunedAsIfItHadBeenKeptAndDecayed() {
        // Given
        var weights = array(pruned());
        var lars = new Lars(weights, SIZES, array(mask()), all(), STRONG);

        // When
        steps(lars, 0, 8);

        // Then
        var reference = new Reference(true);
        reference.steps(8);
        assertSame(weights, reference);
        assertThat(reference.weights[1] / start()[1]).isBetween(-0.5, 0.5); // of a pruned one little is left
    }

    @Test
    void countsNothingThatIsPruned() {
        var weights = array(pruned());
        var lars = new Lars(weights, SIZES, array(mask()), SURVIVING, STRONG);

        steps(lars, 0, 8);

        var reference = new Reference(false);
        reference.steps(8);
        assertSame(weights, reference);
    }

    @Test
    void countsTheSameWhereNothingIsPruned() {
        var ones = IntStream.range(0, SIZE).mapToObj(_ -> 1f).toList();
        var nothing = new Lars.Norm.All(array(0, 0, 0, 0));

        var surviving = run(null, SURVIVING);

        assertThat(run(null, nothing)).isEqualTo(surviving);
        assertThat(run(array(floats(ones)), nothing)).isEqualTo(surviving);
        assertThat(run(array(floats(ones)), SURVIVING)).isEqualTo(surviving);
    }

    @Test
    void goesOnWhereAnotherOneWas() {
        for (var norm : List.of(SURVIVING, all())) {
            // Given
            var mask = array(mask());
            var weights = array(pruned());
            var uninterrupted = new Lars(weights, SIZES, mask, norm, STRONG);
            var copy = array(pruned());
            var first = new Lars(copy, SIZES, mask, norm, STRONG);

            // When
            steps(uninterrupted, 0, 7);
            steps(first, 0, 3);
            var second = new Lars(copy, SIZES, mask, norm, STRONG);
            second.restore(array(first.velocity().toFloatArray()));
            second.restoreOwn(first.own());
            steps(second, 3, 7);

            // Then
            assertThat(copy.toFloatArray()).isEqualTo(weights.toFloatArray());
            assertThat(second.velocity().toFloatArray())
                    .isEqualTo(uninterrupted.velocity().toFloatArray());
            assertThat(second.own().keySet()).isEqualTo(uninterrupted.own().keySet());
            uninterrupted
                    .own()
                    .forEach(
                            (name, values) -> assertThat(second.own().get(name)).isEqualTo(values));
        }
    }

    @Test
    void refusesWhatItWouldNotRemember() {
        var lars = new Lars(array(pruned()), SIZES, array(mask()), SURVIVING, STRONG);
        var all = new Lars(array(pruned()), SIZES, array(mask()), all(), STRONG);
        var own = all.own();

        assertThat(lars.own()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> lars.restoreOwn(own));
        assertThatIllegalArgumentException().isThrownBy(() -> all.restoreOwn(Map.of()));
    }

    /** The paper's code, in double precision: what is pruned stays where it was and has no gradient. */
    private static final class Reference {
        private final double[] weights = new double[SIZE];
        private final double[] velocity = new double[SIZE];

        /** @param keepsPruned or drops them */
        Reference(boolean keepsPruned) {
            for (int i = 0; i < SIZE; i++) {
                weights[i] = keepsPruned || keeps(i) ? start()[i] : 0;
            }
        }

        void steps(int count) {
            for (int step = 0; step < count; step++) {
                var gradient = gradient(step);
                int begin = 0;
                for (int size : SIZES) {
                    move(gradient, begin, begin + size);
                    begin += size;
                }
            }
        }

        private void move(float[] gradient, int begin, int end) {
            double length = 0;
            double slope = 0;
            for (int i = begin; i < end; i++) {
                length += weights[i] * weights[i];
                slope += keeps(i) ? (double) gradient[i] * gradient[i] : 0;
            }
            length = Math.sqrt(length);
            slope = Math.sqrt(slope);
            double local = length < 1e-15 || slope < 1e-15
                    ? 1
                    : STRONG.eta() * length / (slope + STRONG.weightDecay() * length);
            for (int i = begin; i < end; i++) {
                double moved = (keeps(i) ? gradient[i] : 0) + STRONG.weightDecay() * weights[i];
                velocity[i] = STRONG.momentum() * velocity[i] + RATE * local * moved;
                weights[i] -= velocity[i];
            }
        }
    }

    private static void assertSame(NDArray weights, Reference reference) {
        var values = weights.toFloatArray();
        for (int i = 0; i < SIZE; i++) {
            assertThat((double) values[i]).isCloseTo(keeps(i) ? reference.weights[i] : 0, within(1e-5));
        }
    }

    private static void assertClose(NDArray weights, double tolerance, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) weights.toFloatArray()[i]).isCloseTo(expected[i], within(tolerance));
        }
    }

    private float[] run(@Nullable NDArray mask, Lars.Norm norm) {
        var weights = array(start());
        steps(new Lars(weights, SIZES, mask, norm, STRONG), 0, 5);
        return weights.toFloatArray();
    }

    private void steps(Lars lars, int from, int to) {
        for (int step = from; step < to; step++) {
            lars.update(array(gradient(step)), RATE);
        }
    }

    private static float[] gradient(int step) {
        return TENSORS.uniform("gradient" + step, SIZE);
    }

    private static float[] start() {
        return TENSORS.uniform("start", SIZE);
    }

    /** Every third of the first two tensors, none of the third, all of the last. */
    private static boolean keeps(int i) {
        return i < 1207 ? i % 3 == 0 : i >= 1211;
    }

    private static float[] mask() {
        return floats(IntStream.range(0, SIZE).mapToObj(i -> keeps(i) ? 1f : 0f).toList());
    }

    private static float[] pruned() {
        var start = start();
        return floats(
                IntStream.range(0, SIZE).mapToObj(i -> keeps(i) ? start[i] : 0f).toList());
    }

    private Lars.Norm all() {
        var start = start();
        var norms = new float[SIZES.size()];
        int begin = 0;
        for (int tensor = 0; tensor < norms.length; tensor++) {
            int end = begin + SIZES.get(tensor);
            norms[tensor] = (float) Math.sqrt(IntStream.range(begin, end)
                    .filter(i -> !keeps(i))
                    .mapToDouble(i -> (double) start[i] * start[i])
                    .sum());
            begin = end;
        }
        return new Lars.Norm.All(array(norms));
    }

    private Lars dense(NDArray weights, List<Integer> sizes, Lars.Settings settings) {
        return new Lars(weights, sizes, null, SURVIVING, settings);
    }

    private static float[] floats(List<Float> values) {
        var floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    private NDArray array(float... values) {
        return memory.create(values);
    }
}
