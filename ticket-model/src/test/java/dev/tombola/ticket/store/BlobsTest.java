package dev.tombola.ticket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {
    private static final byte[] ABC = bytes("abc");
    /** The digest that FIPS 180-4 gives as its first example. */
    private static final String KEY = "blobs/sha256/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Shelf shelf = new Shelf();
    private final Blobs blobs = new Blobs(shelf);

    @TempDir
    Path folder;

    @Test
    void namesAnObjectByItsContentAndWritesItOnce() throws IOException {
        // When
        var ofBytes = blobs.write(ABC);
        var ofFile = blobs.write(Files.write(folder.resolve("x"), ABC));

        // Then
        assertThat(ofBytes.key()).isEqualTo(KEY);
        assertThat(ofBytes.size()).isEqualTo(3);
        assertThat(ofFile).isEqualTo(ofBytes);
        assertThat(shelf.writes).isEqualTo(1);
        assertThat(blobs.read(ofBytes)).isEqualTo(ABC);
    }

    @Test
    void writesAgainWhatIsThereInAnotherSize() throws IOException {
        shelf.objects.put(KEY, bytes("ab"));
        var ref = blobs.write(ABC);
        assertThat(blobs.read(ref)).isEqualTo(ABC);

        shelf.objects.put(KEY, bytes("abcd"));
        blobs.write(Files.write(folder.resolve("x"), ABC));
        assertThat(blobs.read(ref)).isEqualTo(ABC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "abd", "abcd", "abcdefghij"})
    void neverGivesOutWhatWasAltered(String found) throws IOException {
        // Given
        var ref = blobs.write(ABC);
        shelf.objects.put(ref.key(), bytes(found));
        Path target = Files.writeString(folder.resolve("target"), "before");

        // Then
        assertThatThrownBy(() -> blobs.read(ref))
                .isInstanceOf(AlteredObjectException.class)
                .hasMessageStartingWith("object at " + KEY + " is altered: expected 3 bytes, found "
                        + Math.min(4, found.length()) + " bytes with SHA-256 ");
        assertThatThrownBy(() -> blobs.check(ref))
                .isInstanceOf(AlteredObjectException.class)
                .hasMessageContaining("found " + Math.min(4, found.length()) + " bytes");
        assertThatThrownBy(() -> blobs.fetch(ref, target)).isInstanceOf(AlteredObjectException.class);
        assertThat(target).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("target");
    }

    @Test
    void verifyingRemovesWhatWasAlteredAndSaysSo() {
        var ref = blobs.write(ABC);
        assertThat(blobs.verify(ref)).isTrue();

        shelf.objects.put(ref.key(), bytes("abd"));
        assertThat(blobs.verify(ref)).isFalse();
        assertThat(shelf.contains(ref.key())).isFalse();
        assertThat(blobs.verify(ref)).as("not there").isFalse();
    }

    @Test
    void checkingLeavesAnAlteredObjectWhereItIs() {
        var ref = blobs.write(ABC);
        shelf.objects.put(ref.key(), bytes("abd"));

        assertThatThrownBy(() -> blobs.check(ref)).isInstanceOf(AlteredObjectException.class);
        assertThat(shelf.contains(ref.key())).isTrue();
    }

    @Test
    void fetchesObjectsLargerThanItsBufferIntoFoldersThatAreNotThere() {
        byte[] large = new byte[200_000];
        new Random(1).nextBytes(large);
        var ref = blobs.write(large);

        Path fetched = blobs.fetch(ref, folder.resolve("a/b/weights"));

        assertThat(fetched).isEqualTo(folder.resolve("a/b/weights")).hasBinaryContent(large);
        assertThat(folder.resolve("a/b").toFile().list()).containsExactly("weights");
    }

    @Test
    void fetchesContentFromAKeyOfItsOwn() {
        var ref = blobs.write(ABC);
        shelf.write("searches/s/report.json", ABC);
        shelf.delete(ref.key());

        assertThat(blobs.fetch("searches/s/report.json", ref, folder.resolve("report.json")))
                .hasContent("abc");
    }

    @Test
    void namesWhatIsMissing() {
        var ref = Blobs.refOf(write("x"));

        assertThatThrownBy(() -> blobs.read(ref))
                .isInstanceOf(MissingObjectException.class)
                .hasMessage("no object at " + KEY);
        assertThatThrownBy(() -> blobs.check(ref)).isInstanceOf(MissingObjectException.class);
        assertThatThrownBy(() -> Blobs.refOf(folder.resolve("none"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void readsWhatIsExactlyAsLargeAsItMayBe() {
        var ref = blobs.write(ABC);

        assertThat(blobs.read(ref, new SizeLimit("a word", 3))).isEqualTo(ABC);
        assertThatThrownBy(() -> blobs.read(ref, new SizeLimit("a word", 2)))
                .isInstanceOf(OversizedObjectException.class)
                .hasMessage("object at " + KEY + " has 3 bytes or more, and a word has at most 2");
    }

    @Test
    void aStoreReadsNoMoreThanItMay() {
        shelf.write("note", ABC);

        assertThat(shelf.read("note", new SizeLimit("a note", 3))).isEqualTo(ABC);
        assertThatThrownBy(() -> shelf.read("note", new SizeLimit("a note", 2)))
                .isInstanceOf(OversizedObjectException.class)
                .hasMessage("object at note has 3 bytes or more, and a note has at most 2");
        assertThat(shelf.contains("note")).isTrue();
        assertThat(shelf.contains("notes")).isFalse();
    }

    @Test
    void refusesWhatTheHeapCannotHoldBeforeItLooks() {
        var claimed = new ObjectRef(Digest.of(ABC), SizeLimit.MEMORY.bytes() + 1);

        assertThatThrownBy(() -> blobs.read(claimed)).isInstanceOf(OversizedObjectException.class);
    }

    @Test
    void saysWhichObjectCouldNotBeRead() {
        var ref = blobs.write(ABC);
        shelf.broken = true;

        assertThatThrownBy(() -> blobs.read(ref))
                .isInstanceOf(StoreException.class)
                .hasMessage("reading " + KEY + ": cut off");
        assertThatThrownBy(() -> blobs.check(ref))
                .isInstanceOf(StoreException.class)
                .hasMessage("reading " + KEY + ": cut off");
        assertThatThrownBy(() -> shelf.read(KEY, SizeLimit.DOCUMENT))
                .isInstanceOf(StoreException.class)
                .hasMessage("reading " + KEY + ": cut off");
        assertThatThrownBy(() -> blobs.fetch(ref, folder.resolve("x")))
                .isInstanceOf(StoreException.class)
                .hasMessage("fetching " + KEY + " to " + folder.resolve("x") + ": cut off");
    }

    private Path write(String name) {
        try {
            return Files.write(folder.resolve(name), ABC);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
