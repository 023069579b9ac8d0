package dev.tombola.store.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskFileTest {
    private static final MaskLayout LAYOUT = new MaskLayout(
            List.of(new MaskLayout.Tensor("a.weight", List.of(1, 2)), new MaskLayout.Tensor("b.weight", List.of(3))));

    @TempDir
    Path folder;

    @Test
    void givesBackEveryLevelAndTheDenseOne() throws IOException {
        var file = MaskFile.of(written(new TreeMap<>(Map.of(2, mask(0, 1, 3), 4, mask(1, 3), 9, mask(3)))));

        assertThat(file.levels()).containsExactly(2, 4, 9);
        assertThat(file.layout()).isEqualTo(LAYOUT);
        assertThat(file.mask(0)).isEqualTo(Mask.dense(LAYOUT));
        assertThat(file.mask(2)).isEqualTo(mask(0, 1, 3));
        assertThat(file.mask(4)).isEqualTo(mask(1, 3));
        assertThat(file.mask(9)).isEqualTo(mask(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> file.mask(3))
                .withMessage("mask file: no level 3; there are 0 and [2, 4, 9]");
    }

    @Test
    void readsFromAMappedFileOfManyBlocks() {
        // Given
        var layout = Chains.layout(3 * MaskFile.BLOCK + 12345);
        var masks = Chains.random(layout, 5, 0.2, 1);
        Path file = folder.resolve("deep/chain.masks");

        // When
        MaskFile.write(file, masks);

        // Then
        try (var read = MaskFile.open(file)) {
            masks.forEach((level, mask) -> assertThat(read.mask(level)).isEqualTo(mask));
        }
    }

    @Test
    void keepsLevel255() throws IOException {
        var file = MaskFile.of(written(new TreeMap<>(Map.of(254, mask(1, 2), 255, mask(2)))));

        assertThat(file.mask(254)).isEqualTo(mask(1, 2));
        assertThat(file.mask(255)).isEqualTo(mask(2));
    }

    @Test
    void writesTheBytesThatAreSpecified() throws IOException {
        byte[] file = written(new TreeMap<>(Map.of(1, mask(0, 2, 4))));

        String header = "{\"levels\":[1],\"tensors\":[{\"name\":\"a.weight\",\"shape\":[1,2]},"
                + "{\"name\":\"b.weight\",\"shape\":[3]}]}";
        var start = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(file, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("TOMBMASK");
        assertThat(start.getInt(8)).isEqualTo(1);
        assertThat(start.getInt(12)).isEqualTo(header.length());
        assertThat(new String(file, 16, header.length(), StandardCharsets.US_ASCII))
                .isEqualTo(header);
        assertThat(start.getLong(16 + header.length())).isEqualTo(16 + header.length() + 2 * 8 + 4);
        assertThat(start.getLong(16 + header.length() + 8)).isEqualTo(file.length);
    }

    @Test
    void refusesMasksThatAreNoChain() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(new TreeMap<>(Map.of(1, mask(0), 2, mask(1)))))
                .withMessage("the mask of level 2 keeps what a lower level has lost, or is of another network");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> written(new TreeMap<>(Map.of(0, mask(0)))))
                .withMessage("level 0 is not in [1, 255]");
        assertThatIllegalArgumentException().isThrownBy(() -> written(new TreeMap<>()));
    }

    @Test
    void refusesWhatWasAlteredOrCutOff() throws IOException {
        byte[] whole = written(new TreeMap<>(Map.of(1, mask(0, 2, 4))));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> MaskFile.of(cut)).isInstanceOf(InvalidTensorFileException.class);
        }
        byte[] altered = whole.clone();
        altered[whole.length - 3] ^= 4;
        assertThatThrownBy(() -> MaskFile.of(altered).mask(1))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith("mask file: block 0 was altered");
    }

    @Test
    void readsOrRefusesButNeverBreaksOnAnAlteredFile() throws IOException {
        byte[] whole = written(new TreeMap<>(Map.of(1, mask(0, 2, 4))));
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 1, 2, '"', ',', 'n', 127, 128, 255}) {
                byte[] altered = whole.clone();
                altered[at] = (byte) value;
                try {
                    var read = MaskFile.of(altered);
                    read.levels().forEach(read::mask);
                } catch (InvalidTensorFileException e) {
                    assertThat(e.getMessage()).startsWith("mask file: ");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'levels':null,'tensors':[{'name':'a','shape':[2]}]}",
                "{'levels':[1],'tensors':[]}",
                "{'levels':[1],'tensors':[{'name':'a','shape':null}]}",
                "{'levels':[2,1],'tensors':[{'name':'a','shape':[2]}]}",
                "{'levels':[256],'tensors':[{'name':'a','shape':[2]}]}",
                "{'levels':[1],'tensors':[{'name':'a','shape':[-2]}]}",
                "{'levels':[1],'tensors':[{'name':'a','shape':[2147483647,3]}]}",
                "{'levels':[1],'tensors':[{'name':'a','shape':[2147483647]}]}",
                "[]",
                "nonsense"
            })
    void refusesAHeader(String json) {
        byte[] header = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var file = ByteBuffer.allocate(16 + header.length + 20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("TOMBMASK".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(header.length)
                .put(header);

        assertThatThrownBy(() -> MaskFile.of(file.array()))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith("mask file: ")
                .hasMessageNotContaining("\n");
    }

    @Test
    void saysWhatIsNoMaskFile() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "TOMBOLA, but no masks");

        assertThat(MaskFile.looksLike(file)).isFalse();
        assertThatThrownBy(() -> MaskFile.open(file))
                .hasMessage(file + ": is no mask file: it does not begin with TOMBMASK");
        assertThatThrownBy(() -> MaskFile.open(folder.resolve("none")))
                .hasMessage("no file at " + folder.resolve("none"));
    }

    private static Mask mask(int... kept) {
        var bits = new BitSet();
        Arrays.stream(kept).forEach(bits::set);
        return Mask.keeping(LAYOUT, bits);
    }

    private static byte[] written(SortedMap<Integer, Mask> masks) throws IOException {
        var out = new ByteArrayOutputStream();
        MaskFile.write(out, masks);
        return out.toByteArray();
    }
}
