package dev.tombola.store.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import dev.tombola.ticket.Mask;
import dev.tombola.ticket.MaskLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MaskBlobTest {
    private static final MaskLayout TWELVE = layout(12);

    @Property(tries = 200)
    void inflatesWhatItDeflated(@ForAll @IntRange(min = 1, max = 2000) int size, @ForAll byte[] bits) {
        var layout = layout(size);
        var kept = BitSet.valueOf(bits).get(0, size);

        assertThat(MaskBlob.inflate(MaskBlob.deflate(Mask.keeping(layout, kept)), layout))
                .isEqualTo(Mask.keeping(layout, kept));
    }

    @Test
    void readsThePackedBitsOfAnyZlibWithTheFirstWeightInTheLowestBit() throws IOException {
        var mask = MaskBlob.inflate(zlib(0b0000_0101, 0b0000_1000), TWELVE);

        assertThat(mask.bits().stream()).containsExactly(0, 2, 11);
    }

    @Test
    void refusesABlobOfAnotherLength() throws IOException {
        assertThatThrownBy(() -> MaskBlob.inflate(zlib(1), TWELVE))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessage("a mask of 12 weights takes 2 bytes, the blob holds 1");
        assertThatThrownBy(() -> MaskBlob.inflate(zlib(1, 2, 0), TWELVE))
                .hasMessage("a mask of 12 weights takes 2 bytes, the blob holds more");
        assertThatThrownBy(() -> MaskBlob.inflate(zlib(new int[1 << 24]), TWELVE))
                .hasMessage("a mask of 12 weights takes 2 bytes, the blob holds more");
    }

    @Test
    void refusesWhatIsNotAMask() throws IOException {
        byte[] whole = zlib(1, 2);
        byte[] altered = whole.clone();
        altered[altered.length - 1] ^= 1;

        assertThatThrownBy(() -> MaskBlob.inflate(new byte[] {1, 2, 3}, TWELVE))
                .hasMessageStartingWith("the mask is not a zlib stream");
        assertThatThrownBy(() -> MaskBlob.inflate(altered, TWELVE))
                .hasMessageStartingWith("the mask is not a zlib stream");
        assertThatThrownBy(() -> MaskBlob.inflate(Arrays.copyOf(whole, whole.length - 2), TWELVE))
                .hasMessage("the mask's zlib stream is truncated");
        assertThatThrownBy(() -> MaskBlob.inflate(Arrays.copyOf(whole, whole.length + 1), TWELVE))
                .hasMessage("the mask's zlib stream is followed by something else");
        assertThatThrownBy(() -> MaskBlob.inflate(zlib(1, 0b0001_0000), TWELVE))
                .hasMessage("the mask's last byte is not filled up with zeros");
        assertThatThrownBy(() -> MaskBlob.inflate(new byte[0], TWELVE)).isInstanceOf(InvalidTensorFileException.class);
    }

    private static MaskLayout layout(int size) {
        return new MaskLayout(List.of(new MaskLayout.Tensor("conv1.weight", List.of(size))));
    }

    private static byte[] zlib(int... values) throws IOException {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        var blob = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(blob)) {
            out.write(bytes);
        }
        return blob.toByteArray();
    }
}
