package dev.tombola.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tombola.ticket.store.Digest;
import dev.tombola.ticket.store.ObjectRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final TicketId TICKET = new TicketId(new SearchId("fashion-3f2a91c04b7d"), "transferable", 12);

    @Test
    void aTicketIsReadBackFromItsPath() {
        assertThat(TICKET.path()).isEqualTo("fashion-3f2a91c04b7d/transferable/12");
        assertThat(TicketId.parse(TICKET.path())).isEqualTo(TICKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "a/b/c", "a/b/-1", "a/b/1/d", "a/b/12345", "a/b/", "a/b/１"})
    void whatIsNoTicketIsRefusedInOneLine(String path) {
        assertThatThrownBy(() -> TicketId.parse(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(path + " is not a ticket: expected SEARCH/CHAIN/LEVEL");
    }

    @Test
    void aTicketBelowTheDenseLevelIsRefused() {
        assertThatThrownBy(() -> new TicketId(TICKET.search(), "random", -1)).hasMessage("level: -1 is negative");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "A", "a_b", "a b", "ü", "a/b"})
    void aSearchIdIsASlug(String text) {
        assertThatThrownBy(() -> new SearchId(text))
                .hasMessage("search: " + text + " is not made of at most 81 lower-case letters, digits and hyphens");
    }

    @Test
    void searchesAndDigestsSortAsTheirTextsDo() {
        var searches = Stream.of("b", "a-1", "a").map(SearchId::new).sorted().toList();
        var digests =
                Stream.of("f", "0").map(digit -> new Digest(digit.repeat(64))).sorted();

        assertThat(searches).extracting(SearchId::toString).containsExactly("a", "a-1", "b");
        assertThat(digests).extracting(Digest::brief).containsExactly("0".repeat(12), "f".repeat(12));
    }

    @Test
    void aDigestIsSha256InLowerCaseHexadecimal() {
        var digest = Digest.of("abc".getBytes(StandardCharsets.US_ASCII));

        // The first example of FIPS 180-2.
        assertThat(digest).hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(digest.brief()).isEqualTo("ba7816bf8f01");
        assertThat(new ObjectRef(digest, 3).key()).isEqualTo("blobs/sha256/" + digest.hex());
    }

    @Test
    void aDigestTakenInPartsIsThatOfTheWhole() {
        var parts = Digest.sha256();
        List.of("a", "bc").forEach(part -> parts.update(part.getBytes(StandardCharsets.US_ASCII)));

        assertThat(Digest.of(parts)).isEqualTo(Digest.of("abc".getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void whatIsNoDigestIsRefused(String text) {
        assertThatThrownBy(() -> new Digest(text)).hasMessage("not a SHA-256 in lower-case hexadecimal: " + text);
    }

    @Test
    void aLongTextThatIsNoDigestIsQuotedInPart() {
        assertThatThrownBy(() -> new Digest("x".repeat(80)))
                .hasMessage("not a SHA-256 in lower-case hexadecimal: " + "x".repeat(80));
        assertThatThrownBy(() -> new Digest("x".repeat(81)))
                .hasMessage("not a SHA-256 in lower-case hexadecimal: " + "x".repeat(80) + "…");
    }

    @Test
    void anObjectMayBeEmptyAndNoLess() {
        assertThat(new ObjectRef(new Digest("0".repeat(64)), 0).size()).isZero();
        assertThatThrownBy(() -> new ObjectRef(new Digest("0".repeat(64)), -1)).hasMessage("size: -1 is negative");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void sparsityLiesBelowOne(double fraction) {
        assertThatThrownBy(() -> new Sparsity(fraction)).hasMessage("sparsity: " + fraction + " is not in [0, 1)");
    }

    @Test
    void sparsityIsTheFractionPruned() {
        // ResNet-50 after two rounds, sheet 1.4.
        assertThat(Sparsity.of(15_005_122, 23_445_504).fraction())
                .isCloseTo(0.36, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(new Sparsity(0.5)).isGreaterThan(Sparsity.DENSE);
    }
}
