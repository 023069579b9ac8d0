package dev.tombola.vision.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tombola.vision.random.Randomness;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    @Test
    void all162PlacementsOfACifarImageAreEquallyLikely() {
        var epoch = Randomness.of(1).child("augmentation").child(0);

        var counts = LongStream.range(0, 162_000)
                .mapToObj(image -> Augmentation.CROP_AND_FLIP.placement(epoch.bits(image)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts).hasSize(9 * 9 * 2);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(1000, withinPercentage(15)));
    }
}
