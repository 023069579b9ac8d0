package dev.tombola.store.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.store.tensor.InvalidTensorFileException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Zips byte by byte, each of one entry {@code a} with the bytes 1, 2, 3: what every place in them means. */
class ZipDirectoryTest {
    /** Behind the entry's header of 30 bytes, its name and an extra field of two bytes. */
    private static final int DATA = 33;

    private static final int DIRECTORY = DATA + 3;
    private static final int BIG = 0xffffffff;

    @Test
    void findsTheBytesOfAnEntry() {
        var entries = read(zip(new byte[0], 0));

        assertThat(entries).containsOnlyKeys("a");
        assertA(entries);
        assertThat(ZipDirectory.isZip(MemorySegment.ofArray(zip(new byte[0], 0))))
                .isTrue();
        assertThat(ZipDirectory.isZip(MemorySegment.ofArray(new byte[] {'P', 'K', 3, 4})))
                .isTrue();
        assertThat(ZipDirectory.isZip(MemorySegment.ofArray(new byte[] {'P', 'K', 3})))
                .isFalse();
        assertThat(ZipDirectory.isZip(MemorySegment.ofArray(new byte[22]))).isFalse();
    }

    @Test
    void anEmptyZipIsItsEndAlone() {
        var end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x06054b50);

        assertThat(read(end.array())).isEmpty();
        assertRefused(Arrays.copyOf(end.array(), 21), "truncated: the zip has no directory");
    }

    @Test
    void theCommentBehindTheEndHas65535BytesAtMost() {
        assertA(read(zip(new byte[0], 0xffff)));
        assertRefused(zip(new byte[0], 0x10000), "truncated: the zip has no directory");
    }

    @Test
    void whatDoesNotFitInto32BitsStandsInAnExtraField() {
        var other = ByteBuffer.allocate(6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 9)
                .putShort((short) 2);
        var extra = ByteBuffer.allocate(34).order(ByteOrder.LITTLE_ENDIAN).put(other.clear());
        extra.putShort((short) 1).putShort((short) 24).putLong(3).putLong(3).putLong(0);

        assertA(read(sized(zip(extra.array(), 0), BIG, BIG, BIG)));
        assertA(read(sized(zip(Arrays.copyOf(extra.array(), 18), 0), 3, BIG, 0)));
        assertRefused(
                sized(zip(Arrays.copyOf(extra.array(), 17), 0), 3, BIG, 0),
                "the zip's entry a takes 4294967295 bytes, which the file does not have");
    }

    @Test
    void anExtraFieldCannotMakeASizeNegative() {
        var extra = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        extra.putShort((short) 1).putShort((short) 8).putLong(-1);

        assertRefused(sized(zip(extra.array(), 0), BIG, 3, 0), "the zip's directory has an entry of no size: a");
        assertRefused(sized(zip(extra.array(), 0), 3, BIG, 0), "the zip's entry a takes 18446744073709551615 bytes");
        assertRefused(sized(zip(extra.array(), 0), 3, 3, BIG), "the zip's entry a is not where it should be");
    }

    @Test
    void aLargeZipHasASecondEndBeforeTheFirst() {
        byte[] small = zip(new byte[0], 0);
        int end = small.length - 22;
        var large = ByteBuffer.allocate(small.length + 76)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(small, 0, end);
        large.putInt(end, 0x06064b50).putLong(end + 40, 47).putLong(end + 48, DIRECTORY);
        large.putInt(end + 56, 0x07064b50).putLong(end + 64, end);
        large.putInt(end + 76, 0x06054b50).putInt(end + 88, BIG).putInt(end + 92, BIG);

        assertA(read(large.array()));
        assertRefused(large.putInt(end, 0).array(), "the zip's directory's end is not where it should be");
    }

    @Test
    void theDirectoryLiesBeforeItsEnd() {
        byte[] zip = zip(new byte[0], 0);
        int end = zip.length - 22;

        assertRefused(with(zip, end + 12, 48), "the zip's directory lies outside of the file");
        assertRefused(with(zip, end + 16, end + 1), "the zip's directory lies outside of the file");
        assertRefused(with(zip, end + 16, DIRECTORY - 1), "the zip's directory is not where it should be");
    }

    @Test
    void anEntryLiesWithinTheFile() {
        byte[] zip = zip(new byte[0], 0);

        assertThat(read(sized(zip, 3, zip.length - DATA, 0)).values())
                .extracting(entry -> entry.packed().byteSize())
                .containsExactly((long) zip.length - DATA);
        assertRefused(sized(zip, 3, zip.length - DATA + 1, 0), "the zip's entry a takes");
        assertRefused(with(zip, 26, 0xffff), "the zip's entry a takes 3 bytes, which the file does not have");
        assertRefused(with(zip, DIRECTORY + 28, 0xffff), "the zip's directory is truncated");
    }

    @Test
    void anEntryMayBeTheLastOfTheFileAndNoMore() {
        // Given a comment that is an entry's header, without a name
        int last = DIRECTORY + 47 + 22;
        byte[] zip = with(zip(new byte[0], 30), last, 0x04034b50);

        assertThat(read(sized(zip, 0, 0, last)).values())
                .extracting(entry -> entry.packed().byteSize())
                .containsExactly(0L);
        assertRefused(sized(zip, 0, 0, last + 1), "the zip's entry a is not where it should be");
    }

    @Test
    void noTwoEntriesHaveOneName() {
        byte[] one = zip(new byte[0], 0);
        var two = ByteBuffer.allocate(one.length + 47).order(ByteOrder.LITTLE_ENDIAN);
        two.put(one, 0, DIRECTORY + 47).put(one, DIRECTORY, one.length - DIRECTORY);

        assertRefused(two.putInt(two.capacity() - 10, 94).array(), "the zip's directory has two entries a");
    }

    private static Map<String, ZipDirectory.Entry> read(byte[] zip) {
        return ZipDirectory.read(MemorySegment.ofArray(zip));
    }

    private static void assertA(Map<String, ZipDirectory.Entry> entries) {
        assertThat(entries.values()).singleElement().satisfies(entry -> {
            assertThat(entry.packed().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
            assertThat(entry.size()).isEqualTo(3);
            assertThat(entry.method()).isEqualTo(8);
            assertThat(entry.crc()).isEqualTo(77);
        });
    }

    private static void assertRefused(byte[] zip, String fault) {
        assertThatThrownBy(() -> read(zip))
                .isInstanceOf(InvalidTensorFileException.class)
                .hasMessageStartingWith(fault);
    }

    private static byte[] with(byte[] zip, int at, int value) {
        byte[] changed = zip.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        return changed;
    }

    private static byte[] sized(byte[] zip, int size, int packedSize, int place) {
        return with(with(with(zip, DIRECTORY + 24, size), DIRECTORY + 20, packedSize), DIRECTORY + 42, place);
    }

    /** With an extra field in the directory, and so many bytes behind the end. */
    private static byte[] zip(byte[] extra, int comment) {
        int end = DIRECTORY + 47 + extra.length;
        var zip = ByteBuffer.allocate(end + 22 + comment).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0, 0x04034b50)
                .putShort(26, (short) 1)
                .putShort(28, (short) 2)
                .put(30, (byte) 'a');
        zip.put(DATA, new byte[] {1, 2, 3});
        zip.putInt(DIRECTORY, 0x02014b50).putShort(DIRECTORY + 10, (short) 8).putInt(DIRECTORY + 16, 77);
        zip.putShort(DIRECTORY + 28, (short) 1).putShort(DIRECTORY + 30, (short) extra.length);
        zip.put(DIRECTORY + 46, (byte) 'a').put(DIRECTORY + 47, extra);
        zip.putInt(end, 0x06054b50).putInt(end + 12, 47 + extra.length).putInt(end + 16, DIRECTORY);
        return sized(zip.array(), 3, 3, 0);
    }
}
