package dev.tombola.vision.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ArraySampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A place in a tree of random streams. What is drawn depends on the seed and on the path of keys alone, never on threads,
 * workers or the order in which streams are asked for: {@code Randomness.of(1).child("shuffle").child(3)} is the order of
 * epoch 3, whoever asks and whenever.
 *
 * <p>Exactly, so that any language can rebuild it (integers big-endian, 8 bytes, strings UTF-8): the root's state is
 * SHA-256({@code "tombola"} 0 seed), a child's is SHA-256(state 1 string) or SHA-256(state 2 integer); its generator is
 * <a href="https://prng.di.unimi.it/">xoshiro256++</a> with the state's four integers.
 */
public final class Randomness {
    /** Seeds lie in [0, 2^53), where JSON numbers are exact. */
    public static final long SEEDS = 1L << 53;

    private static final byte[] ROOT = "tombola".getBytes(StandardCharsets.UTF_8);

    private final byte[] state;

    private Randomness(byte[] state) {
        this.state = state;
    }

    public static Randomness of(long seed) {
        if (seed < 0 || seed >= SEEDS) {
            throw new IllegalArgumentException("seed must lie in [0, 2^53): " + seed);
        }
        return new Randomness(ROOT).child((byte) 0, bytes(seed));
    }

    public Randomness child(String key) {
        return child((byte) 1, key.getBytes(StandardCharsets.UTF_8));
    }

    public Randomness child(long key) {
        return child((byte) 2, bytes(key));
    }

    /** A fresh generator at the start of this place's stream. */
    public UniformRandomProvider generator() {
        var seed = new long[4];
        ByteBuffer.wrap(state).asLongBuffer().get(seed);
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    /** The numbers 0 to {@code n} - 1, shuffled (Fisher-Yates). */
    public int[] permutation(int n) {
        return ArraySampler.shuffle(generator(), IntStream.range(0, n).toArray());
    }

    /** Independent values of mean 0 and standard deviation 1, the same bits on every machine. */
    public DoubleSupplier gaussian() {
        return new Gaussian(generator());
    }

    /**
     * The 64 bits at {@code index} of a stream that can be entered anywhere: SplitMix64, started at the state's first
     * integer. For choices by image, where a generator each would cost more than the choice.
     */
    public long bits(long index) {
        long z = ByteBuffer.wrap(state).getLong() + (index + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private Randomness child(byte kind, byte[] key) {
        var digest = sha256();
        digest.update(state);
        digest.update(kind);
        return new Randomness(digest.digest(key));
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
