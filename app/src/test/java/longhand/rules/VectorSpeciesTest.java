package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * All vectors of floats are equally long. Vectors of another length are another class; once a program has used two, the
 * compiler cannot tell at calls inside of the JDK which one is meant, and makes objects of vectors in loops that have
 * nothing to do with the second one: a power used to slow down every later softmax to a third.
 */
class VectorSpeciesTest {
    /** Names a length of float vectors. */
    private static final Pattern LENGTH = Pattern.compile(
            "\\bVectorShape\\.\\w|\\bVectorSpecies\\.of\\w*\\(|\\bFloatVector\\.SPECIES_"
            + "|\\bwithLanes\\(float\\.class\\)");

    @Test
    void onlyOneClassChoosesTheLengthOfFloatVectors() {
        List<String> choices = SourceFile.all().stream().filter(SourceFile::isMain)
                .flatMap(file -> file.lines().stream().filter(line -> LENGTH.matcher(line).find())
                        .map(line -> file.path().getFileName() + ": " + line.strip()))
                .toList();
        String only = "static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;";
        assertEquals(List.of("VectorKernels.java: " + only), choices);
    }

    @Test
    void otherLengthsAreSeen() {
        for (String line : List.of("VectorSpecies.of(float.class, shape)", "VectorShape.forBitSize(128)",
                "FloatVector.SPECIES_128", "s.withLanes(float.class)")) {
            assertTrue(LENGTH.matcher(line).find(), line);
        }
    }
}
