package dev.tombola.fuzzing;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** The first byte says which document the others are. */
class DocumentsFuzzTest {
    @FuzzTest
    void reads(byte[] bytes) {
        if (bytes.length > 0) {
            Documents.type(bytes[0])
                    .ifPresent(type -> Documents.read(Arrays.copyOfRange(bytes, 1, bytes.length), type));
        }
    }
}
