package dev.tombola.vision.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ResizedCropTest {
    @Test
    void drawsAreasAndRatiosEvenly() {
        var crop = new ResizedCrop(.08, 1);

        // When
        var regions = LongStream.range(0, 20_000)
                .mapToObj(bits -> crop.region(1000, 1000, bits * 0x9E3779B97F4A7C15L))
                .toList();

        // Then
        assertThat(regions).allSatisfy(region -> {
            assertThat((double) region.width() * region.height() / 1e6).isBetween(.079, 1.0);
            assertThat((double) region.width() / region.height()).isBetween(.74, 1.345);
            assertThat(region.left() + region.width()).isLessThanOrEqualTo(1000);
            assertThat(region.top() + region.height()).isLessThanOrEqualTo(1000);
        });
        assertThat(regions.stream()
                                .filter(region -> region.width() < region.height())
                                .count()
                        / 2e4)
                .as("as many upright ones as wide ones")
                .isCloseTo(.5, within(.015));
        assertThat(regions.stream()
                                .filter(region -> region.width() * region.height() < 540_000)
                                .count()
                        / 2e4)
                .as("a share s above 3/4 fits in ln(1/s) / ln(4/3) of the cases: .46 / (.67 + .119)")
                .isCloseTo(.583, within(.015));
    }

    @Test
    void takesTheMiddleWhereNothingFits() {
        var never = new ResizedCrop(5, 6);

        assertThat(never.region(100, 100, 1)).isEqualTo(new Region(0, 0, 100, 100));
        assertThat(never.region(300, 120, 1)).as("at most 4:3").isEqualTo(new Region(70, 0, 160, 120));
        assertThat(never.region(120, 301, 1)).as("at least 3:4").isEqualTo(new Region(0, 70, 120, 160));
    }

    @Test
    void drawsTheSameForTheSameBits() {
        var crop = new ResizedCrop(.75, 1.33);

        assertThat(crop.region(640, 480, 42)).isEqualTo(crop.region(640, 480, 42));
        assertThat(LongStream.range(0, 100)
                        .mapToObj(bits -> crop.region(640, 480, bits))
                        .distinct())
                .hasSizeGreaterThan(50);
    }

    @Test
    void refusesSharesThatAreNone() {
        assertThatThrownBy(() -> new ResizedCrop(0, 1)).hasMessageStartingWith("shares of an area");
        assertThatThrownBy(() -> new ResizedCrop(1, .5)).hasMessageStartingWith("shares of an area");
    }
}
